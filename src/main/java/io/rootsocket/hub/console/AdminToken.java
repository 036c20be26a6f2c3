package io.rootsocket.hub.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The token of the admin door, and how fast it can be guessed: after {@value #FREE_GUESSES} wrong ones an address waits,
 * twice as long each time, and is not looked at meanwhile, right or wrong. The same wrong token again is no guess: a
 * forgotten script does not lock its neighbours out. Safe for threads; bounded.
 */
final class AdminToken {

    static final int FREE_GUESSES = 5;
    static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(15);
    private static final int MAX_ADDRESSES = 1_000;

    private final byte[] expected;
    private final byte[] expectedInHeader;
    private final LongSupplier nanoTime;
    private final Map<String, Guesses> guesses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** What a look at a token found. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** It was not looked at. */
        TOO_MANY_GUESSES
    }

    AdminToken(String token, LongSupplier nanoTime) {
        this.expected = hash(token);
        // A header comes letter by letter in ISO 8859-1, also from who sends it in UTF-8.
        this.expectedInHeader = hash(new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        this.nanoTime = nanoTime;
    }

    /**
     * Looks at a token; how long that takes tells nothing of the right one.
     *
     * @param address who sends it
     */
    synchronized Verdict check(String given, String address) {
        String who = network(address);
        long now = nanoTime.getAsLong();
        Guesses made = guesses.get(who);
        if (made != null && made.waits(now)) {
            return Verdict.TOO_MANY_GUESSES;
        }
        byte[] hash = hash(given);
        // Not ||, which would tell by its time which of them it is.
        if (MessageDigest.isEqual(hash, expected) | MessageDigest.isEqual(hash, expectedInHeader)) {
            guesses.remove(who);
            return Verdict.RIGHT;
        }
        if (made == null || made.isForgiven(now)) {
            made = new Guesses();
            guesses.put(who, made);
        }
        made.add(hash, now);
        return Verdict.WRONG;
    }

    /** How long an address has to wait. */
    synchronized Optional<Duration> wait(String address) {
        long now = nanoTime.getAsLong();
        return Optional.ofNullable(guesses.get(network(address)))
                .filter(made -> made.waits(now))
                .map(made -> Duration.ofNanos(made.until - now));
    }

    /** One IPv6 host has as many addresses as it likes, all with the same first half. */
    private static String network(String address) {
        String[] parts = address.split("%", 2)[0].split(":", -1);
        return parts.length > 4 ? String.join(":", parts[0], parts[1], parts[2], parts[3]) : address;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static final class Guesses {

        private final Deque<byte[]> latest = new ArrayDeque<>();
        private int count;
        private long last;
        private long until;

        boolean waits(long now) {
            return count >= FREE_GUESSES && until - now > 0;
        }

        boolean isForgiven(long now) {
            return now - last > FORGIVEN_AFTER.toNanos();
        }

        void add(byte[] hash, long now) {
            if (latest.stream().anyMatch(known -> MessageDigest.isEqual(known, hash))) {
                return;
            }
            latest.addLast(hash);
            if (latest.size() > FREE_GUESSES) {
                latest.removeFirst();
            }
            count++;
            last = now;
            if (count >= FREE_GUESSES) {
                long seconds = 1L << Math.min(count - FREE_GUESSES, 30);
                until = now + Math.min(Duration.ofSeconds(seconds).toNanos(), MAX_WAIT.toNanos());
            }
        }
    }
}
