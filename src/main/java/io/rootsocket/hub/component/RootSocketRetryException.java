package io.rootsocket.hub.component;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nothing was done, and the same request may succeed later. */
public final class RootSocketRetryException extends RootSocketException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    RootSocketRetryException(String message, Failure failure, @Nullable Duration retryAfter) {
        super(message, failure);
        this.retryAfter = retryAfter;
    }

    /** How long the service asks to wait, counted from when its answer came; never negative, empty if it did not ask. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
