package io.rootsocket.hub.webhook;

import io.rootsocket.hub.protocol.Wire;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a call that the route is not to see, and ends it. Nothing of it is kept. */
final class RefusedCall {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedCall.class);

    private RefusedCall() {}

    static void end(Exchange exchange, int status, String detail) {
        LOG.debug("Route {} answers {}: {}", exchange.getFromRouteId(), status, detail);
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        answer.setBody(Wire.writeText(Map.of("detail", detail)));
        exchange.setRouteStop(true);
    }
}
