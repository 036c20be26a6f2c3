package io.rootsocket.hub.component.http;

import java.io.IOException;
import java.util.Objects;

/**
 * The connection was there and the request was being written when it failed: the service may have acted on it. What
 * fails with anything else was never written.
 */
public final class AnswerLostException extends IOException {

    private static final long serialVersionUID = 1L;

    public AnswerLostException(Exception cause) {
        super(Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()), cause);
    }
}
