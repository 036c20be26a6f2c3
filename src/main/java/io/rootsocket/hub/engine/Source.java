package io.rootsocket.hub.engine;

import io.rootsocket.hub.component.NotStoredException;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.outbox.DeadLetter;
import io.rootsocket.hub.outbox.DeadLetter.Kind;
import io.rootsocket.hub.protocol.Operation;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.StringHelper;

/** Where an exchange came from, and what it must hear when the exchange has failed. */
enum Source {
    /** Somebody waits for the answer. */
    CALLER,
    /** A broker, which delivers again what was not settled. */
    QUEUE,
    /** Nobody waits: the dead letter is the end of it. */
    CLOCK,
    /** The source decides by the failure, as a file source does when it moves the file to its failed folder. */
    OTHER;

    private static final Set<String> CLOCKS = Set.of("schedule", "quartz", "cron", "timer", "scheduler", "seda");
    private static final Map<Kind, Integer> STATUS =
            Map.of(Kind.retry, 503, Kind.ambiguous, 504, Kind.message, 422, Kind.configuration, 500, Kind.route, 500);

    static Source of(Exchange exchange) {
        if (Reroute.isReroute(exchange)) {
            return CLOCK;
        }
        Endpoint from = exchange.getFromEndpoint();
        String scheme = from == null ? "" : StringHelper.before(from.getEndpointUri(), ":", "");
        if (CLOCKS.contains(scheme)) {
            return CLOCK;
        }
        return switch (scheme) {
            case "platform-http", "rest-openapi" -> CALLER;
            case "jms" -> QUEUE;
            default -> OTHER;
        };
    }

    /** Why a route gave up an exchange; empty if it did not. */
    static Optional<String> failureOf(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
            failure = Kept.isMarked(caught) ? caught : null;
        }
        return Optional.ofNullable(failure).map(e -> Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    /** Whether the source will bring the message again, so that it need not be kept. A part of a message is not. */
    boolean bringsAgain(Exchange exchange, Kind kind) {
        boolean mayPass = kind == Kind.retry || kind == Kind.ambiguous;
        return this == QUEUE && mayPass && !FailedExchange.isPart(exchange) && JmsSource.redelivers(exchange);
    }

    /**
     * Whether a caller has what it sent still: it asked for a token or the overview, or its message was not stored. Who
     * is told so asks again; a dead letter for each would let strangers fill the disk.
     */
    boolean hasItStill(Exception failure) {
        return this == CALLER
                && failure instanceof RootSocketException e
                && (e.operation() != Operation.MESSAGE || e.getCause() instanceof NotStoredException);
    }

    /** Tells a caller that nothing can be taken now. */
    static void comeBack(Exchange exchange, String why) {
        CALLER.settle(exchange, new DeadLetter.Reason(Kind.retry, null, null, why), Optional.empty());
    }

    /** Tells the source what became of an exchange that is given up, and of its dead letter if there is one. */
    void settle(Exchange exchange, DeadLetter.Reason reason, Optional<String> deadLetter) {
        switch (this) {
            case CALLER -> {
                if (deadLetter.isEmpty() && FailedExchange.isPart(exchange)) {
                    // Nothing was kept of this part, so the whole must not pass for accepted.
                    exchange.getExchangeExtension().setErrorHandlerHandled(false);
                    return;
                }
                WebhookAnswer.failed(STATUS.getOrDefault(reason.kind(), 500), reason, deadLetter)
                        .writeTo(exchange);
                exchange.getExchangeExtension().setErrorHandlerHandled(true);
            }
            case QUEUE, CLOCK -> exchange.getExchangeExtension().setErrorHandlerHandled(true);
            case OTHER -> exchange.getExchangeExtension().setErrorHandlerHandled(false);
        }
    }
}
