package io.rootsocket.hub.schedule.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseTest {

    @TempDir
    Path folder;

    @Test
    void anInterruptedThreadClosesItForNobody() throws SQLException {
        try (var database = Database.open(ScheduleSettings.embedded(folder))) {
            var others = new JdbcTemplate(database.dataSource());
            others.execute("create table word (text varchar)");
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                Thread.currentThread().interrupt();
                statement.execute("insert into word values ('one')");
            } finally {
                Thread.interrupted();
            }
            others.update("insert into word values ('two')");

            assertThat(others.queryForList("select text from word", String.class))
                    .containsExactly("one", "two");
        }
    }

    /**
     * A copy of the file in any moment is what a kill would leave. H2 2.5 writes its header before the place of what is new, and
     * does not find that again where it stands in a gap of the file; so gaps are made at once, and not after 45 seconds.
     */
    @Test
    void whatIsCommittedIsInItsFileWhateverHappensNext() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed"));
        try (var database = Database.open(ScheduleSettings.embedded(folder))) {
            var words = new JdbcTemplate(database.dataSource());
            words.execute("set retention_time 0");
            words.execute("create table word (text varchar)");
            for (int count = 1; count <= 25; count++) {
                words.update("insert into word values (?)", "x".repeat(count % 7 * 1_000));

                Files.copy(
                        folder.resolve("schedules.mv.db"),
                        killed.resolve("schedules.mv.db"),
                        StandardCopyOption.REPLACE_EXISTING);
                try (var next = Database.open(ScheduleSettings.embedded(killed))) {
                    assertThat(new JdbcTemplate(next.dataSource())
                                    .queryForObject("select count(*) from word", Integer.class))
                            .isEqualTo(count);
                }
            }
        }
    }

    /** H2 itself takes what ends after its headers for a new file, and says nothing. */
    @ParameterizedTest
    @ValueSource(longs = {0, 4096, 8192, 10_000})
    void setsAsideAFileThatWasCutShort(long length) throws IOException {
        Path file = folder.resolve("schedules.mv.db");
        Database.open(ScheduleSettings.embedded(folder)).close();
        try (var cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
            cut.truncate(length);
        }

        Database.open(ScheduleSettings.embedded(folder)).close();

        assertThat(folder).isDirectoryContaining("glob:**/schedules.damaged-*.mv.db");
    }

    @Test
    void leavesAFileInPlaceThatHasItsTables() {
        Database.open(ScheduleSettings.embedded(folder)).close();
        Database.open(ScheduleSettings.embedded(folder)).close();

        assertThat(folder).isDirectoryNotContaining("glob:**/schedules.damaged-*.mv.db");
    }

    /** As H2 closes it after an error of the disk: at once, under all who use it. */
    @Test
    void opensItsFileAgainThatWasClosedUnderIt() {
        try (var database = Database.open(ScheduleSettings.embedded(folder))) {
            var words = new JdbcTemplate(database.dataSource());
            words.execute("create table word (text varchar)");
            words.update("insert into word values ('one')");
            words.execute("shutdown immediately");

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(words.queryForList("select text from word", String.class))
                            .containsExactly("one"));
        }
    }
}
