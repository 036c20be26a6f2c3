package io.rootsocket.hub.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Marks a failure whose message is already a dead letter, so that the exchange around it (the file around a failed record)
 * does not become a second one.
 */
final class Kept extends Exception {

    private static final long serialVersionUID = 1L;

    private Kept() {
        super("kept as a dead letter", null, false, false);
    }

    static void mark(Throwable failure) {
        failure.addSuppressed(new Kept());
    }

    static boolean isMarked(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof Kept
                        || isMarked(failure.getCause())
                        || Arrays.stream(failure.getSuppressed()).anyMatch(Kept::isMarked));
    }
}
