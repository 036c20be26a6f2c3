package io.rootsocket.hub.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stands before everything that a door serves, and answers at once what no part of the hub should have to read: a path with
 * more than one reading, and a body in an encoding that hides its size. Immutable; safe for threads.
 */
public final class RequestScreen implements Handler<RoutingContext> {

    private static final Pattern ESCAPED_SLASH = Pattern.compile("(?i)%2f");

    private final boolean slashInNames;

    private RequestScreen(boolean slashInNames) {
        this.slashInNames = slashInNames;
    }

    /** Where a proxy may judge paths: it could take {@code %2F} for a slash, which the hub does not. */
    public static RequestScreen behindProxies() {
        return new RequestScreen(false);
    }

    /** Where a path has the names of things in it, such as the id of a route, and a name may have a slash. */
    public static RequestScreen ofNames() {
        return new RequestScreen(true);
    }

    @Override
    public void handle(RoutingContext request) {
        Optional<String> fault = faultOfPath(request);
        if (fault.isPresent()) {
            refuse(request, new Refusal(400, "The path %s.".formatted(fault.get())));
        } else if (!isPlain(request.request().headers().getAll(HttpHeaders.CONTENT_ENCODING))) {
            // RFC 9110 has a 415 say so which encodings are taken.
            refuse(
                    request,
                    new Refusal(
                            415,
                            "The body is compressed. Send it as it is, without Content-Encoding.",
                            Map.of("Accept-Encoding", "identity")));
        } else {
            request.next();
        }
    }

    private Optional<String> faultOfPath(RoutingContext request) {
        String path = request.request().path();
        Optional<String> fault =
                NormalPath.fault(slashInNames ? ESCAPED_SLASH.matcher(path).replaceAll("x") : path);
        // What the router makes of it has the last word.
        return fault.isEmpty() && !path.equals(request.normalizedPath()) ? Optional.of("is not in normal form") : fault;
    }

    private static boolean isPlain(List<String> encodings) {
        return encodings.isEmpty()
                || encodings.stream()
                        .flatMap(value -> List.of(value.split(",", -1)).stream())
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .allMatch(value -> value.isEmpty() || value.equals("identity"));
    }

    private static void refuse(RoutingContext request, Refusal why) {
        request.response().putHeader("X-Content-Type-Options", "nosniff");
        JsonAnswer.refuse(request, why);
    }
}
