package io.rootsocket.hub.console;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a request that no route handled. What a stranger does wrong is answered and is no error of the hub; what the hub
 * does wrong is logged. Safe for threads.
 *
 * @param tooLong the answer to a body over the limit
 */
record FailedRequest(String tooLong) implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(FailedRequest.class);

    @Override
    public void handle(RoutingContext request) {
        int status = request.statusCode();
        boolean gone = request.response().closed() || request.failure() instanceof HttpClosedException;
        boolean ours = !gone && (status < 0 || status >= 500);
        if (ours) {
            LOG.error("Failed on {}", request.request().path(), request.failure());
        } else {
            LOG.debug("Refused {} with {}", request.request().path(), status, request.failure());
        }
        if (!request.response().ended() && !request.response().closed()) {
            // Vert.x counts it as 200 when a client leaves or cannot be understood.
            answer(request, ours ? 500 : Math.max(status, 400));
        }
        if (request.failure() instanceof VirtualMachineError fatal) {
            // It may have hurt other threads too: it is for whoever watches over them, as if this one had died of it.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fatal);
        }
    }

    private void answer(RoutingContext request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end("{\"detail\":\"%s\"}".formatted(detail(status)));
    }

    private String detail(int status) {
        if (status == 413) {
            return tooLong;
        }
        return status >= 500 ? "The hub could not handle this request." : "The request cannot be read.";
    }
}
