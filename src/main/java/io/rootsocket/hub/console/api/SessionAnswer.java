package io.rootsocket.hub.console.api;

import java.time.Duration;

/**
 * A browser's session.
 *
 * @param csrfToken what to send as {@code X-CSRF-Token} with each change
 * @param left how long the session lasts, if it is used
 */
public record SessionAnswer(String csrfToken, Duration left) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "SessionAnswer[left=%s]".formatted(left);
    }
}
