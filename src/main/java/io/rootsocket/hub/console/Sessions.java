package io.rootsocket.hub.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who is logged in with a browser. A session ends {@value #IDLE_MINUTES} minutes after its last request, {@value
 * #MAX_HOURS} hours after its login, at a logout and at a stop of the hub; above {@value #MAX_SESSIONS} the one that was
 * unused longest gives way. Safe for threads.
 */
final class Sessions {

    static final int MAX_SESSIONS = 100;
    static final int IDLE_MINUTES = 60;
    static final int MAX_HOURS = 12;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LongSupplier nanoTime;
    private final Map<String, Open> open = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Open> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    /**
     * A login.
     *
     * @param id what the cookie holds; a secret
     * @param csrfToken what a page must send with each change, and a page of another site cannot know
     * @param left how long it lasts if it is used
     */
    record Session(String id, String csrfToken, Duration left) {

        boolean hasCsrfToken(String given) {
            return MessageDigest.isEqual(
                    given.getBytes(StandardCharsets.UTF_8), csrfToken.getBytes(StandardCharsets.UTF_8));
        }

        /** Never shows the secrets. */
        @Override
        public String toString() {
            return "Session[left=%s]".formatted(left);
        }
    }

    private record Open(String csrfToken, long began, long used) {}

    Sessions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized Session begin() {
        long now = nanoTime.getAsLong();
        String id = secret();
        var begun = new Open(secret(), now, now);
        open.put(id, begun);
        return new Session(id, begun.csrfToken(), Duration.ofHours(MAX_HOURS));
    }

    /** The session with that id, if it still lasts; it is used by that. */
    synchronized Optional<Session> find(String id) {
        Optional<Session> found = look(id);
        if (found.isEmpty()) {
            open.remove(id);
        } else {
            long now = nanoTime.getAsLong();
            open.computeIfPresent(id, (same, was) -> new Open(was.csrfToken(), was.began(), now));
        }
        return found;
    }

    /** The same without using it: it lasts no longer by that. */
    synchronized Optional<Session> look(String id) {
        long now = nanoTime.getAsLong();
        Open found = open.get(id);
        if (found == null) {
            return Optional.empty();
        }
        Duration left = Duration.ofHours(MAX_HOURS).minusNanos(now - found.began());
        boolean over = left.isNegative()
                || now - found.used() > Duration.ofMinutes(IDLE_MINUTES).toNanos();
        return over ? Optional.empty() : Optional.of(new Session(id, found.csrfToken(), left));
    }

    synchronized void end(String id) {
        open.remove(id);
    }

    /** 256 bits: nobody finds one by trying, so that the time a look-up takes tells nothing. */
    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
