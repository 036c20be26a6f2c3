package io.rootsocket.hub.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Turns away requests that were addressed to another name than this machine's, while the sandbox listens on loopback
 * only: a web page whose name was made to point here (DNS rebinding) must not steer the sandbox.
 */
final class LocalOnly implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        HostAndPort addressed = context.request().authority();
        if (addressed != null && isLocal(addressed.host())) {
            context.next();
        } else {
            Answer.error(context, 403, "this sandbox answers on localhost only");
        }
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("::1")
                || host.equals("[::1]");
    }
}
