package io.rootsocket.hub.component;

import java.util.Optional;

/**
 * What the service answered.
 *
 * @param status the HTTP status
 * @param text the body; empty if there is none
 * @param retryAfter the header {@code Retry-After} as it came
 */
record Answer(int status, String text, Optional<String> retryAfter) {

    /** Whether the service did what was asked. */
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
