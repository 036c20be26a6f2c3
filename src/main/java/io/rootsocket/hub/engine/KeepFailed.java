package io.rootsocket.hub.engine;

import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.outbox.BrokerException;
import io.rootsocket.hub.outbox.DeadLetter;
import io.rootsocket.hub.outbox.DeadLetter.Kind;
import io.rootsocket.hub.outbox.DeadLetterFolder;
import io.rootsocket.hub.outbox.DeadLetters;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Settles an exchange that is given up: back to its source if that will bring it again, else to the dead letters, and the
 * source is told the truth. A caller who still has what was not accepted leaves nothing to keep. Logged once.
 *
 * <p>While the broker cannot be reached, dead letters are files.
 */
final class KeepFailed implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(KeepFailed.class);

    /** Where dead letters are kept. */
    @FunctionalInterface
    interface Keeper {

        /**
         * Keeps a letter.
         *
         * @return where, as words
         * @throws IOException if it is not kept
         */
        String keep(DeadLetter letter) throws IOException;
    }

    private final Keeper keeper;
    private final Clock clock;

    KeepFailed(Keeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Keeps letters in the broker, or as files while it cannot be reached. */
    static Keeper inBroker(DeadLetters deadLetters, DeadLetterFolder folder) {
        return letter -> {
            try {
                deadLetters.keep(letter);
                return "the dead letters as " + letter.id();
            } catch (BrokerException e) {
                LOG.debug("The broker does not take a dead letter", e);
                return folder.write(letter).toString();
            }
        };
    }

    /** Notes why an attempt failed that another one may follow. */
    void noteAttempt(Exchange exchange) {
        FailedExchange.note(exchange, clock.instant());
    }

    @Override
    public void process(Exchange exchange) {
        Exception failure = FailedExchange.failureOf(exchange);
        if (Kept.isMarked(failure)) {
            return;
        }
        var source = Source.of(exchange);
        DeadLetter letter = FailedExchange.letter(exchange, failure, clock.instant());
        if (source.bringsAgain(exchange, letter.reason().kind())) {
            LOG.warn("Route {} gave its message back to {}: {}", letter.route(), letter.source(), failure.getMessage());
            return;
        }
        if (source.hasItStill(failure)) {
            logRefusal(letter);
            source.settle(exchange, letter.reason(), Optional.empty());
            return;
        }
        try {
            logOnce(letter, keeper.keep(letter), failure);
            Kept.mark(failure);
            source.settle(exchange, letter.reason(), Optional.of(letter.id()));
        } catch (IOException e) {
            // Not handled: the source hears of the failure and keeps the message.
            LOG.error(
                    "Route {} failed and its message could not be kept either ({}): {}",
                    letter.route(),
                    e,
                    failure.getMessage());
        }
    }

    /** What a caller asked wrongly is no trouble of the hub's; that it cannot answer anybody is. */
    private static void logRefusal(DeadLetter letter) {
        LOG.atLevel(letter.reason().kind() == Kind.message ? Level.DEBUG : Level.WARN)
                .log(
                        "Route {} could not answer its caller: {}",
                        letter.route(),
                        letter.reason().message());
    }

    private static void logOnce(DeadLetter letter, String where, Exception failure) {
        String sentence = "Route %s gave up after %d attempt(s): %s The message is kept in %s"
                .formatted(letter.route(), letter.attempts(), letter.reason().message(), where);
        if (failure instanceof RootSocketException) {
            LOG.error(sentence);
        } else {
            LOG.error(sentence, failure);
        }
    }
}
