package io.rootsocket.hub.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a request that no route handled. What a stranger does wrong is answered and is no error of the hub; what the hub
 * does wrong is logged. Safe for threads.
 *
 * @param tooLong the answer to a body over the limit
 */
public record FailedRequest(String tooLong) implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(FailedRequest.class);

    @Override
    public void handle(RoutingContext request) {
        int status = request.statusCode();
        boolean gone = request.response().closed() || request.failure() instanceof HttpClosedException;
        boolean late = status == 503;
        boolean ours = !gone && !late && (status < 0 || status >= 500);
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
        Map<String, String> headers = status == 503 ? Map.of("Retry-After", "30") : Map.of();
        JsonAnswer.refuse(request, new Refusal(status, detail(status), headers));
    }

    private String detail(int status) {
        if (status == 413) {
            return tooLong;
        }
        if (status == 503) {
            return "The hub did not come to an end with this request in time. Come back later.";
        }
        return status >= 500 ? "The hub could not handle this request." : "The request cannot be read.";
    }
}
