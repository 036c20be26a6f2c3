package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ErrorResponse;
import io.rootsocket.hub.protocol.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** How the sandbox answers: always JSON, and errors as RootSocket words them, {@code {"detail": "<text>"}}. */
final class Answer {

    private static final String INSTEAD_RESET = "instead-reset";

    private Answer() {}

    static void json(RoutingContext context, int status, Object body) {
        if (context.get(INSTEAD_RESET, false)) {
            TcpReset.of(context.request().connection());
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer(Wire.write(body)));
    }

    static void error(RoutingContext context, int status, String detail) {
        json(context, status, new ErrorResponse(detail));
    }

    /** From now on this request's answer is a reset connection. */
    static void resetInstead(RoutingContext context) {
        context.put(INSTEAD_RESET, true);
    }
}
