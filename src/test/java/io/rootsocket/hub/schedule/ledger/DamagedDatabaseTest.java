package io.rootsocket.hub.schedule.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With failures as H2 makes them. */
class DamagedDatabaseTest {

    @ParameterizedTest
    @ValueSource(ints = {DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_CHUNK_NOT_FOUND, DataUtils.ERROR_READING_FAILED})
    void isWhatCannotBeRead(int inside) {
        assertThat(DamagedDatabase.isCauseOf(failure(ErrorCode.GENERAL_ERROR_1, inside)))
                .isTrue();
        assertThat(DamagedDatabase.isCauseOf(new IllegalStateException(failure(ErrorCode.FILE_CORRUPTED_1, inside))))
                .isTrue();
    }

    /** A hub that was started on a full disk put its trail aside, and would have put its schedules aside. */
    @ParameterizedTest
    @ValueSource(ints = {ErrorCode.GENERAL_ERROR_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.DATABASE_IS_CLOSED})
    void isNotWhatCannotBeWritten(int code) {
        SQLException failure = failure(code, DataUtils.ERROR_WRITING_FAILED);

        assertThat(DamagedDatabase.isCauseOf(failure)).isFalse();
        assertThat(DamagedDatabase.isCauseOf(new DatabaseException("The database cannot be used.", failure)))
                .isFalse();
    }

    @Test
    void isNotWhatSomebodyElseHasOpen() {
        assertThat(DamagedDatabase.isCauseOf(new SQLException("in use", "90020", ErrorCode.DATABASE_ALREADY_OPEN_1)))
                .isFalse();
    }

    private static SQLException failure(int code, int inside) {
        var store = new MVStoreException(inside, "of the store");
        store.initCause(new IOException("No space left on device"));
        return new SQLException("General error", "HY000", code, store);
    }
}
