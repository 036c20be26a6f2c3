package io.rootsocket.hub.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/**
 * Turns away what the page of a stranger sends: it must not steer the sandbox. A page whose name was made to point here
 * (DNS rebinding) shows in {@code Host}, which no address and no name without a dot can be; any other page shows in what
 * the browser says of where it came from. RootSocket's own paths are before this: any page may use them with a key.
 *
 * @param loopback whether the sandbox listens on loopback only, and so has no other name
 */
record LocalOnly(boolean loopback) implements Handler<RoutingContext> {

    private static final Set<String> FETCHED_FROM_HERE = Set.of("same-origin", "none");
    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?";
    private static final String NAME_WITHOUT_DOT = "[a-z0-9_-]*[a-z_-][a-z0-9_-]*";

    @Override
    public void handle(RoutingContext context) {
        context.response().putHeader("X-Content-Type-Options", "nosniff");
        HttpServerRequest request = context.request();
        HostAndPort addressed = request.authority();
        if (addressed == null || request.headers().getAll("Host").size() > 1 || !isLocal(addressed.host())) {
            Answer.error(
                    context,
                    403,
                    loopback ? "this sandbox answers on localhost only" : "this sandbox has no such name");
        } else if (context.normalizedPath().startsWith("/sandbox/") && isOfOtherSite(request.headers())) {
            Answer.error(context, 403, "a page of another site may not steer this sandbox");
        } else {
            context.next();
        }
    }

    private boolean isLocal(String named) {
        String host = named.toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("::1")
                || host.equals("[::1]")
                || !loopback && (host.matches(ADDRESS) || host.matches(NAME_WITHOUT_DOT));
    }

    private static boolean isOfOtherSite(MultiMap headers) {
        String ours = "//" + headers.get("Host");
        return !headers.getAll("Origin").stream()
                        .allMatch(origin ->
                                ("http:" + ours).equalsIgnoreCase(origin) || ("https:" + ours).equalsIgnoreCase(origin))
                || !FETCHED_FROM_HERE.containsAll(headers.getAll("Sec-Fetch-Site"));
    }
}
