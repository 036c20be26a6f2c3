package io.rootsocket.hub.schedule.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of the schedules, when H2 cannot read it any more. It must not keep the webhooks from running. */
public final class DamagedDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedDatabase.class);

    private static final Set<Integer> DAMAGED =
            Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.GENERAL_ERROR_1);
    private static final Set<Integer> DAMAGED_INSIDE = Set.of(
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_BLOCK_NOT_FOUND,
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_UNSUPPORTED_FORMAT,
            DataUtils.ERROR_INTERNAL,
            DataUtils.ERROR_SERIALIZATION);

    private DamagedDatabase() {}

    /** Whether a failure says that the file itself is damaged, not that it is in use or cannot be reached. */
    public static boolean isCauseOf(@Nullable Throwable failure) {
        return !couldNotWrite(failure) && saysDamaged(failure);
    }

    /**
     * Of a file on a full disk H2 says by a number of {@link #DAMAGED} that it could not write, for which nothing of what is
     * there is lost.
     */
    private static boolean couldNotWrite(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof MVStoreException store && store.getErrorCode() == DataUtils.ERROR_WRITING_FAILED
                        || couldNotWrite(failure.getCause()));
    }

    private static boolean saysDamaged(@Nullable Throwable failure) {
        if (failure == null) {
            return false;
        }
        boolean here = failure instanceof SQLException sql && DAMAGED.contains(sql.getErrorCode())
                || failure instanceof MVStoreException store && DAMAGED_INSIDE.contains(store.getErrorCode())
                || failure instanceof EmptyFileException;
        return here || saysDamaged(failure.getCause());
    }

    static Path file(Path folder) {
        return folder.resolve("schedules.mv.db");
    }

    /** Moves it, so that a new one is begun. */
    static void setAside(Path folder, DatabaseException failure) {
        Path file = file(folder);
        Path moved = file.resolveSibling(
                "schedules.damaged-%d.mv.db".formatted(Instant.now().toEpochMilli()));
        try {
            Files.move(file, moved);
        } catch (IOException e) {
            throw new DatabaseException(
                    "The file of the schedules, %s, is damaged and cannot be moved.".formatted(file), e);
        }
        boolean isEmpty = failure.getCause() instanceof EmptyFileException;
        LOG.error(
                "The file of the schedules, {}, {}. It is moved to {}, and a new one is begun: pauses, skips and the "
                        + "history are gone, and what was missed meanwhile is not caught up. To have them back, stop the hub "
                        + "and put the file back from a backup.",
                file,
                isEmpty
                        ? "holds nothing: it was cut short, or the very first start was ended in its middle"
                        : "is damaged",
                moved);
    }

    /** A file that was there and has no tables. */
    static final class EmptyFileException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        EmptyFileException() {
            super("no tables");
        }
    }
}
