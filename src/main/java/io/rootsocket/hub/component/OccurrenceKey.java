package io.rootsocket.hub.component;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The key of a message that comes of a scheduled occurrence, or of a change that was seen: the same when it comes again
 * after a crash, and another for each of its messages, so that repeats are dropped and nothing else is.
 */
final class OccurrenceKey {

    private static final String SENT = "CamelRootSocketOccurrenceSent";

    private OccurrenceKey() {}

    /** The key of the exchange's next message; empty if no schedule began it and it tells of no change. */
    static Optional<String> next(Exchange exchange, byte[] request) {
        return Optional.ofNullable(exchange.getProperty(RootSocketConstants.CHANGE, String.class))
                .or(() -> Optional.ofNullable(exchange.getProperty(RootSocketConstants.OCCURRENCE, String.class)))
                .map(occurrence -> occurrence + "#" + (sent(exchange) + 1))
                // Parts may come in another order next time: a repeat is better than a loss.
                .map(key -> isPart(exchange) ? key + "#" + hash(request) : key);
    }

    /** The message was stored. One that was not is tried again with the same key. */
    static void stored(Exchange exchange) {
        if (exchange.getProperty(RootSocketConstants.OCCURRENCE) != null
                || exchange.getProperty(RootSocketConstants.CHANGE) != null) {
            exchange.setProperty(SENT, sent(exchange) + 1);
            count(exchange, RootSocketConstants.OCCURRENCE_ACCEPTED);
        }
    }

    /** The message was one that its channel has had before. */
    static void dropped(Exchange exchange) {
        count(exchange, RootSocketConstants.OCCURRENCE_DROPPED);
    }

    private static void count(Exchange exchange, String what) {
        var counter = exchange.getProperty(what, AtomicInteger.class);
        if (counter != null) {
            counter.incrementAndGet();
        }
    }

    private static int sent(Exchange exchange) {
        return Objects.requireNonNullElse(exchange.getProperty(SENT, Integer.class), 0);
    }

    private static boolean isPart(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null
                || exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX) != null;
    }

    private static String hash(byte[] request) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(request), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
