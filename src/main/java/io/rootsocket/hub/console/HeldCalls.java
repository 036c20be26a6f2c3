package io.rootsocket.hub.console;

import io.rootsocket.hub.http.BoundedHttpServer;
import io.rootsocket.hub.reload.WebhookGate;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Has a request that comes while its route is swapped wait, and then be served by the new one. It stands before the router of
 * the webhooks: one that has looked into that already would go on with the routes that there were then. Safe for threads.
 */
final class HeldCalls implements Handler<RoutingContext> {

    private volatile @Nullable Swaps swaps;

    private record Swaps(WebhookGate gate, BoundedHttpServer door) {}

    /** From now on routes may be swapped, which {@code gate} knows of. */
    void begin(WebhookGate gate, BoundedHttpServer door) {
        swaps = new Swaps(gate, door);
    }

    @Override
    public void handle(RoutingContext request) {
        Swaps begun = swaps;
        if (begun == null) {
            request.next();
        } else if (enter(begun, request)) {
            request.next();
        } else {
            request.request().pause();
            begun.door().hold(request.request());
        }
    }

    private static boolean enter(Swaps swaps, RoutingContext request) {
        String path = request.normalizedPath();
        var thread = request.vertx().getOrCreateContext();
        boolean inside = swaps.gate().enter(path, () -> thread.runOnContext(open -> goOn(swaps, request)));
        if (inside) {
            request.addEndHandler(ended -> swaps.gate().leave(path));
        }
        return inside;
    }

    private static void goOn(Swaps swaps, RoutingContext request) {
        // Nobody would say that a caller who has gone meanwhile has left.
        if (!request.response().closed() && enter(swaps, request)) {
            request.next();
            // Not before, or the body would be gone when the route begins to read it.
            swaps.door().release(request.request());
            request.request().resume();
        }
    }
}
