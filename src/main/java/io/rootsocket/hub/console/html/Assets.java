package io.rootsocket.hub.console.html;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * The style sheets, scripts and pictures of the pages, from the jars they come in. A browser keeps them for good: their
 * path has a sum over all of them in it. Read when the first page is shown. Safe for threads.
 */
final class Assets {

    static final String PATH = "/assets/:version/:name";

    private static final String OWN = "/io/rootsocket/hub/console/assets/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final Map<String, Asset> ALL = new TreeMap<>(Map.of(
            "hub.css", new Asset(OWN + "hub.css", STYLE),
            "graph.css", new Asset("/io/rootsocket/hub/routes/graph/graph.css", STYLE),
            "hub.js", new Asset(OWN + "hub.js", SCRIPT),
            "hub.svg", new Asset(OWN + "hub.svg", "image/svg+xml"),
            "htmx.js", new Asset(WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js", SCRIPT),
            "sse.js", new Asset(WEBJARS + "htmx-ext-sse/2.2.2/sse.js", SCRIPT),
            "uplot.js", new Asset(WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js", SCRIPT),
            "uplot.css", new Asset(WEBJARS + "uplot/1.6.30/dist/uPlot.min.css", STYLE)));

    /** A holder, so that it is summed up when it is first asked for. */
    private static final class Version {
        static final String OF_ALL = sum();
    }

    private record Asset(String resource, String type) {

        byte[] bytes() {
            try (InputStream in = Assets.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException(resource + " is not on the class path");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Assets() {}

    /** Where they are, without the name. */
    static String folder() {
        return "/assets/" + Version.OF_ALL;
    }

    private static String sum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ALL.values().forEach(asset -> digest.update(asset.bytes()));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws NoSuchElementException if there is no such file in that version */
    static void send(HttpServerResponse response, String version, String name) {
        Asset asset = ALL.get(name);
        if (asset == null || !version.equals(Version.OF_ALL)) {
            throw new NoSuchElementException("There is no such file here.");
        }
        response.putHeader("Content-Type", asset.type())
                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                .end(Buffer.buffer(asset.bytes()));
    }
}
