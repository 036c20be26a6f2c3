package io.rootsocket.hub.schedule.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class MigrationsTest {

    private static final Path SCRIPTS = Path.of("src/main/resources", Migrations.FOLDER);

    @TempDir
    Path folder;

    @Test
    void listsEachScriptInItsOrder() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            assertThat(Migrations.SCRIPTS)
                    .containsExactlyElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .sorted(Comparator.comparing(MigrationsTest::version))
                                    .toList());
        }
    }

    private static int version(String script) {
        return Integer.parseInt(script.substring(1, script.indexOf("__")));
    }

    @Test
    void areDoneOnceADatabaseWasOpened() throws Exception {
        try (var database = Database.open(ScheduleSettings.embedded(folder));
                var connection = database.dataSource().getConnection()) {
            assertThat(Migrations.areDone(connection)).isTrue();
        }
    }

    /** As the database of a hub before this one. */
    @Test
    void areRunAgainWhereTheLastOneIsMissing() {
        try (var database = Database.open(ScheduleSettings.embedded(folder))) {
            var tables = new JdbcTemplate(database.dataSource());
            tables.execute(
                    "drop table hub_alarm_notice; drop table hub_alarm; drop table hub_alarm_route; drop table hub_alarm_schedule");
            tables.update(
                    "delete from \"hub_migrations\" where \"script\" in ('V9__alarms.sql', 'V10__due_triggers.sql')");
        }

        try (var database = Database.open(ScheduleSettings.embedded(folder))) {
            assertThat(new JdbcTemplate(database.dataSource()).queryForList("select * from hub_alarm"))
                    .isEmpty();
        }
    }

    /** An older hub would take the newer tables for its own, as the scripts that it knows were all run. */
    @Test
    void ofANewerHubAreRefusedWithAWord() {
        try (var database = Database.open(ScheduleSettings.embedded(folder))) {
            new JdbcTemplate(database.dataSource())
                    .update("update \"hub_migrations\" set \"script\" = 'V999__later.sql', \"version\" = '999'"
                            + " where \"script\" = 'V3__file_locks.sql'");
        }

        assertThatThrownBy(() -> Database.open(ScheduleSettings.embedded(folder)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("are those of a newer hub: it has run V999__later.sql")
                .hasMessageContaining("Start the newer hub again");
    }

    @Test
    void areNotDoneWhereOneHasFailed() throws Exception {
        try (var database = Database.open(ScheduleSettings.embedded(folder));
                var connection = database.dataSource().getConnection()) {
            new JdbcTemplate(database.dataSource())
                    .update("update \"hub_migrations\" set \"success\" = false where \"version\" = '3'");

            assertThat(Migrations.areDone(connection)).isFalse();
        }
    }
}
