package io.rootsocket.hub.failure;

import io.rootsocket.hub.component.NotStoredException;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.failure.queue.JmsSource;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.webhook.ExchangeEntry;
import io.rootsocket.hub.webhook.WebhookAnswer;
import io.rootsocket.hub.webhook.WebhookCall;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.GenericFileEndpoint;

/** Where an exchange came from, and what it must hear when the exchange has failed. */
enum Source {
    /** Somebody waits for the answer. */
    CALLER,
    /** A broker, which delivers again what was not settled. */
    QUEUE,
    /** Nobody waits: the dead letter is the end of it. */
    CLOCK,
    /** A mail is read again at each poll until it was dealt with, which a dead letter does; so is a message of MQTT. */
    MAILBOX,
    /** The hub's own alarms, each of which comes again until its route has taken it: it never is a dead letter. */
    ALARMS,
    /** The source decides by the failure, as a file source does when it moves the file to its failed folder. */
    OTHER;

    private static final Set<String> CLOCKS = Set.of("schedule", "quartz", "cron", "timer", "scheduler", "seda");
    /** What brings again, at the next start, what its route was not done with. */
    private static final Set<String> BRING_AGAIN = Set.of(
            "file",
            "ftp",
            "ftps",
            "sftp",
            "imap",
            "imaps",
            "pop3",
            "pop3s",
            "jms",
            "paho-mqtt5",
            "hub",
            "schedule",
            "quartz",
            "cron");

    private static final Map<Kind, Integer> STATUS =
            Map.of(Kind.retry, 503, Kind.ambiguous, 504, Kind.message, 422, Kind.configuration, 500, Kind.route, 500);

    /** Who waits for an exchange now, through whatever kamelets it came. */
    static Source of(Exchange exchange) {
        if (RouteReplay.isReroute(exchange)) {
            return CLOCK;
        }
        String scheme = ExchangeEntry.scheme(exchange);
        if (ExchangeEntry.isCalled(exchange)) {
            return ExchangeEntry.isAwaited(exchange) ? CALLER : CLOCK;
        }
        if (CLOCKS.contains(scheme)) {
            return CLOCK;
        }
        return switch (scheme) {
            case "jms" -> QUEUE;
            case "hub" -> ALARMS;
            case "imap", "imaps", "pop3", "pop3s", "paho-mqtt5" -> MAILBOX;
            default -> OTHER;
        };
    }

    /**
     * Whether what a stop interrupts is brought again: by its source, or by the caller who is told so. A dead letter that goes
     * through its route again stays one. What several messages were made into has no source any more.
     */
    static boolean bringsAfterAStop(Exchange exchange) {
        String scheme = ExchangeEntry.scheme(exchange);
        return exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE) == null
                && (RouteReplay.isReroute(exchange)
                        || BRING_AGAIN.contains(scheme)
                        || ExchangeEntry.isCalled(exchange));
    }

    /** Why a route gave up an exchange; empty if it did not. */
    static Optional<String> failureOf(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
            failure = AlreadyDeadLettered.isMarked(caught) ? caught : null;
        }
        return Optional.ofNullable(failure).map(e -> Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    /**
     * Whether a message with nothing in it is worth no dead letter: a clock's next time does what a replay could, and an
     * empty file lies among those that failed.
     */
    static boolean bringsOrKeepsItself(Exchange exchange) {
        String scheme = ExchangeEntry.scheme(exchange);
        return !RouteReplay.isReroute(exchange)
                && (CLOCKS.contains(scheme) && !scheme.equals("seda")
                        || exchange.getFromEndpoint() instanceof GenericFileEndpoint<?>);
    }

    /** Whether the source will bring the message again, so that it need not be kept. A part of a message is not. */
    boolean bringsAgain(Exchange exchange, Kind kind) {
        if (this == ALARMS) {
            return !FailedExchange.isPart(exchange);
        }
        boolean mayPass = kind == Kind.retry || kind == Kind.ambiguous;
        return this == QUEUE && mayPass && !FailedExchange.isPart(exchange) && JmsSource.redelivers(exchange);
    }

    /**
     * Whether a caller has what it sent still: it asked for a token or the overview, or its message was not stored, or it
     * was told to come back. Who is told so asks again; a dead letter for each would let strangers fill the disk.
     */
    boolean hasItStill(Exchange exchange, Exception failure) {
        return this == CALLER && (isToldToComeBack(exchange) || wasNotSent(failure));
    }

    private static boolean wasNotSent(Exception failure) {
        return JmsSource.notTaken(failure).isPresent()
                || failure instanceof RootSocketException e
                        && (e.operation() != Operation.MESSAGE || e.getCause() instanceof NotStoredException);
    }

    /** Whether its caller was told that it took too long. */
    static boolean isToldToComeBack(Exchange exchange) {
        return WebhookCall.awaiting(exchange).filter(WebhookCall::isGivenUp).isPresent();
    }

    /** Tells a caller that nothing can be taken now. */
    static void comeBack(Exchange exchange, Exception failure, String why) {
        var reason = new DeadLetter.Reason(Kind.retry, null, null, why);
        CALLER.settle(exchange, failure, reason, Optional.empty());
    }

    /**
     * Tells the source what became of an exchange that is given up, and of its dead letter if there is one. A part of it, and
     * what goes on from a kamelet, fail with the answer, for the exchange that came in to be settled by it.
     */
    void settle(Exchange exchange, Exception failure, DeadLetter.Reason reason, Optional<String> deadLetter) {
        settle(exchange, failure, answer(reason, deadLetter), deadLetter.isPresent());
    }

    void settle(Exchange exchange, Exception failure, WebhookAnswer answer, boolean kept) {
        boolean isPart = FailedExchange.isPart(exchange);
        if (this == OTHER || isPart || ExchangeEntry.isWithin(exchange)) {
            answer.goWith(failure);
            if (this == CALLER && isPart && !kept) {
                // The whole must not pass for accepted.
                ExchangeEntry.notePartLost(exchange, answer);
            }
            exchange.getExchangeExtension().setErrorHandlerHandled(false);
            return;
        }
        if (this == CALLER) {
            answer.writeTo(exchange);
        }
        exchange.getExchangeExtension().setErrorHandlerHandled(true);
    }

    /** Settles an exchange whose first route is done and has failed. */
    static void settleFirst(Exchange exchange, Exception failure) {
        Source source = of(exchange);
        if (source == CALLER) {
            WebhookAnswer.of(failure)
                    .orElseGet(() -> unhandled(FailedExchange.failureOf(exchange)))
                    .writeTo(exchange);
        }
        if (source == CALLER || source != OTHER && AlreadyDeadLettered.isMarked(failure)) {
            handled(exchange, failure);
        }
    }

    /** Its source hears no failure. What notes what has come, such as an idempotent step, hears that it has failed. */
    static void handled(Exchange exchange, Exception failure) {
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
        exchange.setException(null);
        exchange.setRollbackOnly(false);
        exchange.getExchangeExtension().setFailureHandled(true);
    }

    /** What a caller hears of a failure that nobody has settled. */
    private static WebhookAnswer unhandled(Exception failure) {
        return answer(FailedExchange.reason(failure), Optional.empty());
    }

    private static WebhookAnswer answer(DeadLetter.Reason reason, Optional<String> deadLetter) {
        return WebhookAnswer.failed(STATUS.getOrDefault(reason.kind(), 500), reason, deadLetter);
    }
}
