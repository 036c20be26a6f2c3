package io.rootsocket.hub.alarm;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.testing.SharedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On the database that hubs share. */
class AlarmsOnPostgresIT extends AlarmContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static Database database;

    @BeforeAll
    static void open(@TempDir Path folder) {
        database = Database.open(new ScheduleSettings(
                Optional.of(SharedPostgres.newDatabase()),
                Optional.of(SharedPostgres.USER),
                Optional.empty(),
                folder,
                TIMEOUT,
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofDays(1)));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Database database() {
        return database;
    }
}
