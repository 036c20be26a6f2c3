package io.rootsocket.hub.engine;

import io.rootsocket.hub.outbox.DeadLetter;
import io.rootsocket.hub.outbox.DeadLetter.Kind;
import io.rootsocket.hub.protocol.Wire;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What a webhook's caller hears when its message was not delivered.
 *
 * @param status the HTTP status
 * @param body JSON with {@code detail} and the name of the {@code deadLetter}
 * @param mayPass whether the caller may come back
 */
record WebhookAnswer(int status, String body, boolean mayPass) {

    static WebhookAnswer failed(int status, DeadLetter.Reason reason, Path deadLetter) {
        // What a route fails with may show its inside; a caller from outside gets no more than that it failed.
        String detail = reason.kind() == Kind.route || reason.kind() == Kind.configuration
                ? "The hub could not handle this request. Its operator has it among the dead letters."
                : reason.message();
        String body = Wire.writeText(Map.of("detail", detail, "deadLetter", String.valueOf(deadLetter.getFileName())));
        return new WebhookAnswer(status, body, reason.kind() == Kind.retry);
    }

    void writeTo(Exchange exchange) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (mayPass) {
            message.setHeader("Retry-After", 30);
        }
        message.setBody(body);
    }
}
