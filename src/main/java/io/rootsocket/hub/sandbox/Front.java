package io.rootsocket.hub.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files that the sandbox serves as they are: its page and the description of its API. */
final class Front {

    /** Nothing from elsewhere, and no script in the HTML: what a message says can never run. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    void addTo(Router router) {
        serve(router, "/", "page.html", "text/html; charset=utf-8");
        serve(router, "/sandbox/page.css", "page.css", "text/css; charset=utf-8");
        serve(router, "/sandbox/page.js", "page.js", "text/javascript; charset=utf-8");
        serve(router, "/openapi.yaml", "openapi.yaml", "application/yaml");
    }

    private static void serve(Router router, String path, String resource, String type) {
        Buffer content = read(resource);
        router.get(path).handler(context -> answer(context, content, type));
    }

    private static void answer(RoutingContext context, Buffer content, String type) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(content);
    }

    private static Buffer read(String resource) {
        try (InputStream in = Objects.requireNonNull(
                Front.class.getResourceAsStream(resource), () -> resource + " is not in the jar")) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(resource), e);
        }
    }
}
