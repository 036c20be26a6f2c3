package io.rootsocket.hub.failure;

import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.deadletters.DeadLetterFolder;
import io.rootsocket.hub.deadletters.DeadLetterRoom;
import io.rootsocket.hub.deadletters.DeadLetters;
import io.rootsocket.hub.protocol.Operation;
import io.rootsocket.hub.text.OneLine;
import io.rootsocket.hub.webhook.WebhookAnswer;
import io.rootsocket.hub.webhook.awaited.KeyInWorkException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.seda.SedaConsumerNotAvailableException;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Settles an exchange that is given up: back to its source if that will bring it again, else to the dead letters, and the
 * source is told the truth. A caller who did it wrong, or still has what was not accepted, leaves nothing to keep. Logged
 * once, in one line.
 *
 * <p>While the broker cannot be reached, dead letters are files.
 */
public final class KeepFailed implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(KeepFailed.class);

    /** What a circuit breaker throws instead of trying; it only comes with the step. */
    private static final Set<String> OPEN_BREAKERS = Set.of(
            "io.github.resilience4j.circuitbreaker.CallNotPermittedException",
            "io.github.resilience4j.bulkhead.BulkheadFullException");

    /** Where dead letters are kept. */
    @FunctionalInterface
    public interface Keeper {

        /**
         * Keeps a letter.
         *
         * @return where, as words
         * @throws IOException if it is not kept
         */
        String keep(DeadLetter letter) throws IOException;
    }

    /** Hears of each exchange that became a dead letter. Does not throw. */
    @FunctionalInterface
    public interface Listener {

        void kept(Exchange exchange, DeadLetter letter);
    }

    private final Keeper keeper;
    private final Listener listener;
    private final Supplier<Optional<String>> full;
    private final Clock clock;

    /** @param full why no more letters should come; empty if they may */
    public KeepFailed(Keeper keeper, Listener listener, Supplier<Optional<String>> full, Clock clock) {
        this.keeper = keeper;
        this.listener = listener;
        this.full = full;
        this.clock = clock;
    }

    /** Keeps letters in the broker, or as files while it cannot be reached. */
    public static Keeper inBroker(DeadLetters deadLetters, DeadLetterFolder folder, DeadLetterRoom room) {
        return letter -> {
            try {
                deadLetters.keep(letter);
                return "the dead letters as " + letter.id();
            } catch (BrokerException e) {
                LOG.debug("The broker does not take a dead letter", e);
                return folder.write(letter).toString();
            } finally {
                // Not before: a count of the broker in between would take it for one that it holds.
                room.kept(letter);
            }
        };
    }

    /** Whether the letters fill their room, so that who can wait should. */
    boolean isFull() {
        return full.get().isPresent();
    }

    /** Notes why an attempt failed that another one may follow. */
    void noteAttempt(Exchange exchange) {
        FailedExchange.note(exchange, clock.instant());
    }

    @Override
    public void process(Exchange exchange) {
        Exception failure = FailedExchange.failureOf(exchange);
        if (AlreadyDeadLettered.isMarked(failure) || WebhookAnswer.of(failure).isPresent()) {
            return;
        }
        if (Interruption.is(exchange, failure) && Interruption.leave(exchange)) {
            exchange.getExchangeExtension().setErrorHandlerHandled(false);
            return;
        }
        var source = Source.of(exchange);
        if (failure instanceof QuietFailureException) {
            AlreadyDeadLettered.mark(failure);
            source.settle(exchange, failure, FailedExchange.reason(failure), Optional.empty());
            return;
        }
        Optional<ClientError> wrong = ClientError.of(exchange, failure);
        if (wrong.isPresent() && !wrong.get().isBegun()) {
            logWrong(exchange, wrong.get(), failure);
            wrong.get().tell(exchange, failure);
            return;
        }
        DeadLetter letter = FailedExchange.letter(exchange, told(exchange, failure), clock.instant());
        LastErrors.note(exchange, letter.failedAt(), letter.reason().message());
        if (isLeftToSource(source, exchange, failure, letter)
                || isToldToComeBack(source, exchange, failure, letter)
                || isNothingToKeep(source, exchange, failure, letter)) {
            return;
        }
        if (HubShutdown.takes(exchange)) {
            keep(source, exchange, failure, letter, wrong);
        } else {
            AlreadyDeadLettered.mark(failure);
        }
    }

    /** The source brings it again, or has it still and hears of the failure. */
    private static boolean isLeftToSource(Source source, Exchange exchange, Exception failure, DeadLetter letter) {
        if (source.bringsAgain(exchange, letter.reason().kind())) {
            LOG.warn(
                    "Route {} gave its message back to {}: {}",
                    letter.route(),
                    letter.source(),
                    OneLine.of(letter.reason().message()));
            return true;
        }
        if (source.hasItStill(exchange, failure)) {
            logRefusal(letter);
            source.settle(exchange, failure, letter.reason(), Optional.empty());
            return true;
        }
        return false;
    }

    private boolean isToldToComeBack(Source source, Exchange exchange, Exception failure, DeadLetter letter) {
        Optional<String> why = source == Source.CALLER ? whyToComeBack(failure) : Optional.empty();
        why.ifPresent(reason -> {
            LOG.warn(
                    "Route {} failed: {}",
                    letter.route(),
                    OneLine.of(letter.reason().message()));
            LOG.debug("Route {} failed", letter.route(), failure);
            Source.comeBack(exchange, failure, reason);
        });
        return why.isPresent();
    }

    /** Such as a timer's, which fires again. */
    private static boolean isNothingToKeep(Source source, Exchange exchange, Exception failure, DeadLetter letter) {
        if (!letter.payload().isEmpty()
                || Interruption.is(exchange, failure)
                || !Source.bringsOrKeepsItself(exchange)) {
            return false;
        }
        LOG.error(
                "Route {} failed, with no message to keep{}: {}",
                letter.route(),
                file(exchange),
                OneLine.of(letter.reason().message()));
        LOG.debug("Route {} failed", letter.route(), failure);
        AlreadyDeadLettered.mark(failure);
        source.settle(exchange, failure, letter.reason(), Optional.empty());
        return true;
    }

    private void keep(
            Source source, Exchange exchange, Exception failure, DeadLetter letter, Optional<ClientError> wrong) {
        try {
            logOnce(letter, keepUninterrupted(exchange, letter), failure, file(exchange));
            AlreadyDeadLettered.mark(failure);
            listener.kept(exchange, letter);
            Optional<String> id = Optional.of(letter.id());
            if (wrong.isPresent()) {
                source.settle(exchange, failure, wrong.get().answer(id), true);
            } else {
                source.settle(exchange, failure, letter.reason(), id);
            }
        } catch (IOException e) {
            // Not handled: the source hears of the failure and keeps the message.
            LOG.error(
                    "Route {} failed and its message could not be kept either ({}): {}",
                    letter.route(),
                    OneLine.of(e.toString()),
                    OneLine.of(letter.reason().message()));
            LOG.debug("Route {} failed", letter.route(), failure);
        }
    }

    /**
     * Neither the broker nor a file takes anything from a thread that is interrupted, and a stop interrupts those of the
     * routes, be it while they keep a letter.
     */
    private String keepUninterrupted(Exchange exchange, DeadLetter letter) throws IOException {
        boolean interrupted = false;
        boolean kept = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    String place = keeper.keep(letter);
                    kept = true;
                    return place;
                } catch (IOException e) {
                    if (!Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                }
            }
        } finally {
            if (!kept) {
                HubShutdown.givesBack(exchange);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Why a caller may find the hub able to take its message later, if so. */
    private Optional<String> whyToComeBack(Exception failure) {
        if (ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) != null
                || ObjectHelper.getException(SedaConsumerNotAvailableException.class, failure) != null) {
            return Optional.of("A route that this needs does not run now.");
        }
        if (ObjectHelper.getException(KeyInWorkException.class, failure) != null) {
            return Optional.of("A message with the same key is being worked on.");
        }
        return OPEN_BREAKERS.contains(failure.getClass().getName())
                ? Optional.of("What this needs is out of order or overloaded now.")
                : full.get();
    }

    /** What else fails at a stop is a mere consequence. */
    private static Exception told(Exchange exchange, Exception failure) {
        boolean saysItself = failure instanceof RootSocketException || failure instanceof StoppedException;
        return Interruption.is(exchange, failure) && !saysItself
                ? new StoppedException("The hub stopped before this was done. Replay it.")
                : failure;
    }

    /** Which file it was about, for who has to look for it among those that failed. */
    private static String file(Exchange exchange) {
        return LastErrors.file(exchange).map(" with the file "::concat).orElse("");
    }

    /** What its caller did wrong is no news, unless it was the route that made such a message of it. */
    private static void logWrong(Exchange exchange, ClientError wrong, Exception failure) {
        boolean asked = failure instanceof RootSocketException e && e.operation() != Operation.MESSAGE;
        LOG.atLevel(asked || FailedExchange.isAsItCame(exchange) ? Level.DEBUG : Level.WARN)
                .log(
                        "Route {} refused what its caller sent: {}",
                        Origins.of(exchange).route(),
                        OneLine.of(wrong.reason().message()));
    }

    /** What a caller asked wrongly is no trouble of the hub's; that it cannot answer anybody is. */
    private static void logRefusal(DeadLetter letter) {
        LOG.atLevel(letter.reason().kind() == Kind.message ? Level.DEBUG : Level.WARN)
                .log(
                        "Route {} could not answer its caller: {}",
                        letter.route(),
                        OneLine.of(letter.reason().message()));
    }

    private static void logOnce(DeadLetter letter, String where, Exception failure, String file) {
        String reason = OneLine.of(letter.reason().message());
        LOG.error(
                "Route {} gave up after {}{}: {}{} The message is kept in {}",
                letter.route(),
                letter.attempts() == 1 ? "1 attempt" : letter.attempts() + " attempts",
                file,
                reason,
                reason.matches(".*[.!?…]") ? "" : ".",
                where);
        if (!(failure instanceof RootSocketException)) {
            LOG.debug("Route {} failed", letter.route(), failure);
        }
    }
}
