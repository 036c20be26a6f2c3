package io.rootsocket.hub.webhook;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.firewall.Firewall;
import io.rootsocket.hub.protocol.Wire;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook's caller hears when its message was not delivered.
 *
 * @param status the HTTP status
 * @param body JSON with {@code detail} and, if there is one, the id of the {@code deadLetter}
 * @param mayPass whether the caller may come back
 */
public record WebhookAnswer(int status, String body, boolean mayPass) {

    private static final String GIVEN = "RootSocketHubAnswer";

    public static WebhookAnswer failed(int status, DeadLetter.Reason reason, Optional<String> deadLetter) {
        var body = new LinkedHashMap<String, String>();
        body.put("detail", detail(reason, deadLetter.isPresent()));
        deadLetter.ifPresent(id -> body.put("deadLetter", id));
        return new WebhookAnswer(status, Wire.writeText(body), reason.kind() == Kind.retry);
    }

    /** What a route fails with may show its inside; a caller from outside gets no more than that it failed. */
    private static String detail(DeadLetter.Reason reason, boolean kept) {
        if (reason.kind() != Kind.route && reason.kind() != Kind.configuration) {
            return reason.message();
        }
        return "The hub could not handle this request. "
                + (kept ? "Its operator has it among the dead letters." : "Its log says why.");
    }

    /** Has the answer go with a failure that is not handled where it happens. */
    public void goWith(Throwable failure) {
        failure.addSuppressed(new Given(this));
    }

    /** The answer that goes with a failure; empty if none does. */
    public static Optional<WebhookAnswer> of(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.empty();
        }
        return Stream.of(failure.getSuppressed())
                .flatMap(suppressed -> suppressed instanceof Given given ? given.answer.stream() : Stream.empty())
                .findFirst()
                .or(() -> of(failure.getCause()));
    }

    /** Has the answer be what the caller hears, whatever is done with the exchange after it has failed. */
    public void writeTo(Exchange exchange) {
        exchange.setProperty(GIVEN, this);
        write(exchange);
    }

    /** Writes again what is the answer to an exchange that failed: an aggregation, or a call's end, may have touched it. */
    public static void restore(Exchange exchange) {
        var answer = exchange.getProperty(GIVEN, WebhookAnswer.class);
        var failed = exchange.getExchangeExtension();
        if (answer != null && failed.isErrorHandlerHandledSet() && failed.isErrorHandlerHandled()) {
            answer.write(exchange);
        }
    }

    private void write(Exchange exchange) {
        var message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (mayPass) {
            message.setHeader("Retry-After", 30);
        }
        message.setBody(body);
        Firewall.passOwnAnswer(exchange);
    }

    private static final class Given extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Optional<WebhookAnswer> answer;

        private Given(WebhookAnswer answer) {
            super("answered " + answer.status, null, false, false);
            this.answer = Optional.of(answer);
        }
    }
}
