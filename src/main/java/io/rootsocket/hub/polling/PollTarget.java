package io.rootsocket.hub.polling;

import io.rootsocket.hub.changes.Fingerprint;
import io.rootsocket.hub.webhook.awaited.RequestCutOff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** A server that is asked through Camel's {@code http:}, with bounds on its answer. Safe to share between threads. */
final class PollTarget {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    /** The hub gives up a server that is silent for a minute; one that drips must end, too. */
    private static final Duration MAX_TIME = Duration.ofMinutes(2);

    /** Camel leaves no line breaks in a parameter. */
    private static final Pattern BETWEEN_HEADERS = Pattern.compile("\\s+;\\s+");

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int BUFFER = 8_192;

    private final String url;
    private final Map<String, String> headers;
    private final boolean followRedirects;

    private PollTarget(String url, Map<String, String> headers, boolean followRedirects) {
        this.url = url;
        this.headers = headers;
        this.followRedirects = followRedirects;
    }

    /**
     * @param headers as HTTP writes them, with a semicolon between spaces between them
     * @throws IllegalArgumentException if one of these is wrong; the message says which
     */
    static PollTarget of(String url, String authorization, String headers, boolean followRedirects) {
        var all = new LinkedHashMap<String, String>();
        BETWEEN_HEADERS.splitAsStream(headers).filter(text -> !text.isBlank()).forEach(line -> {
            String name = StringHelper.before(line, ":", "").strip();
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw new IllegalArgumentException(
                        "Each of the `headers` is a name, a colon and a value, such as `Accept: application/json`.");
            }
            all.put(name, StringHelper.after(line, ":", "").strip());
        });
        if (!authorization.isBlank()) {
            all.put("Authorization", authorization.strip());
        }
        requireAddress(url);
        return new PollTarget(url.strip(), Map.copyOf(all), followRedirects);
    }

    private static void requireAddress(String url) {
        try {
            var read = new URI(url.strip());
            if (read.getHost() != null && ("http".equals(read.getScheme()) || "https".equals(read.getScheme()))) {
                return;
            }
        } catch (URISyntaxException e) {
            // As below. Its message would show the query, where keys may be.
        }
        throw new IllegalArgumentException(
                "`url` is no address of a server. Write one such as https://example.com/weather.json, with %20 for a space.");
    }

    /** The address without what may be secret in it. */
    @Override
    public String toString() {
        return url.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//");
    }

    /** What was noted of this address is told from what was noted of another. */
    String address() {
        return Fingerprint.of(url);
    }

    /**
     * Asks the server.
     *
     * @param cause the exchange that asks
     * @throws PollFailedException if there is no answer that can be used
     */
    ServerAnswer ask(Exchange cause, Optional<Validators> known) throws PollFailedException {
        var exchange = new DefaultExchange(cause.getContext());
        Message request = exchange.getIn();
        request.setHeader(Exchange.HTTP_METHOD, "GET");
        request.setHeader(Exchange.HTTP_URI, StringHelper.before(url, "?", url));
        request.setHeader(Exchange.HTTP_QUERY, StringHelper.after(url, "?", ""));
        headers.forEach(request::setHeader);
        known.ifPresent(validators -> validators.askBy(request));
        Polls polls = Polls.of(cause.getContext());
        RequestCutOff cutOff = polls.begin(exchange);
        try {
            polls.send(endpoint(cause), exchange);
            return read(exchange.getMessage());
        } catch (PollFailedException e) {
            cutOff.cut();
            throw e;
        } catch (Exception e) {
            cutOff.cut();
            throw new PollFailedException("%s cannot be asked: %s.".formatted(this, reason(e)), e);
        } finally {
            polls.end(cutOff);
            // What has been read is given back to the pool of connections.
            List<Synchronization> ends = exchange.getExchangeExtension().handoverCompletions();
            Objects.requireNonNullElse(ends, List.<Synchronization>of()).forEach(end -> end.onComplete(exchange));
        }
    }

    private Endpoint endpoint(Exchange cause) {
        String path = toString();
        return cause.getContext()
                .getEndpoint(path
                        + "?throwExceptionOnFailure=false&disableStreamCache=true&skipRequestHeaders=false&followRedirects="
                        + followRedirects);
    }

    private ServerAnswer read(Message answer) throws IOException, PollFailedException {
        int status = Optional.ofNullable(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .orElse(OK);
        if (status == NOT_MODIFIED) {
            return ServerAnswer.UNCHANGED;
        }
        if (status / 100 == 3) {
            String to = answer.getHeader("Location", String.class);
            throw new PollFailedException("%s answered %d%s. Write that address, or set `followRedirects`."
                    .formatted(this, status, to == null ? "" : ", to " + to.replaceFirst("[?#].*", "")));
        }
        if (status / 100 != 2) {
            throw new PollFailedException("%s answered %d.".formatted(this, status));
        }
        return new ServerAnswer(
                true,
                body(answer),
                Optional.ofNullable(answer.getHeader(Exchange.CONTENT_TYPE, String.class)),
                Validators.of(address(), answer));
    }

    /** Not closed here: to close it is to read the rest. */
    private byte[] body(Message answer) throws IOException, PollFailedException {
        InputStream stream = answer.getBody(InputStream.class);
        return stream == null ? new byte[0] : bytes(stream);
    }

    private byte[] bytes(InputStream stream) throws IOException, PollFailedException {
        var read = new ByteArrayOutputStream();
        long end = System.nanoTime() + MAX_TIME.toNanos();
        var buffer = new byte[BUFFER];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            read.write(buffer, 0, count);
            if (read.size() > MAX_BYTES) {
                throw new PollFailedException(
                        "%s answered with more than %d MB.".formatted(this, MAX_BYTES / 1024 / 1024));
            }
            if (System.nanoTime() - end > 0) {
                throw new PollFailedException("%s was not done after %d s.".formatted(this, MAX_TIME.toSeconds()));
            }
        }
        return read.toByteArray();
    }

    static String reason(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String said = root == null || root.getMessage() == null ? String.valueOf(root) : root.getMessage();
        return said.lines()
                .findFirst()
                .orElse("")
                .strip()
                // The HTTP client tells the address once more.
                .replaceFirst("^Connect to \\S+ failed: ", "")
                .replaceFirst("\\.$", "");
    }
}
