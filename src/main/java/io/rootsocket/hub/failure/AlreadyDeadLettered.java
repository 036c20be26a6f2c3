package io.rootsocket.hub.failure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Marks a failure whose message is already a dead letter, so that the exchange around it (the file around a failed record)
 * does not become a second one.
 */
final class AlreadyDeadLettered extends Exception {

    private static final long serialVersionUID = 1L;

    private AlreadyDeadLettered() {
        super("kept as a dead letter", null, false, false);
    }

    static void mark(Throwable failure) {
        failure.addSuppressed(new AlreadyDeadLettered());
    }

    static boolean isMarked(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof AlreadyDeadLettered
                        || isMarked(failure.getCause())
                        || Arrays.stream(failure.getSuppressed()).anyMatch(AlreadyDeadLettered::isMarked));
    }
}
