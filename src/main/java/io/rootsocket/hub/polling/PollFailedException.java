package io.rootsocket.hub.polling;

import io.rootsocket.hub.failure.QuietFailureException;

/** A poll brought nothing that can be used; {@link Polls} tells of it. */
final class PollFailedException extends QuietFailureException {

    private static final long serialVersionUID = 1L;

    PollFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    PollFailedException(String message) {
        super(message);
    }
}
