package io.rootsocket.hub.schedule.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.SharedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the database that hubs share. */
class LedgerOnPostgresIT extends LedgerContract {

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

    /** PostgreSQL holds no text with the character 0. */
    @Test
    void goesOnWithoutWhatTheDatabaseWillNeverTake() throws InterruptedException {
        var written = new CountDownLatch(2);
        var announce = new Occurrence("announce", clock.instant());
        new Ledger(database.dataSource(), "one", clock).begin(announce, "", "");

        writer.write(failed(new Occurrence("a\0b", clock.instant())), written::countDown);
        writer.write(failed(announce), written::countDown);

        assertThat(written.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(new Ledger(database.dataSource(), "one", clock).find(announce))
                .get()
                .extracting(LedgerEntry::outcome)
                .isEqualTo(Outcome.FAILED);
    }

    private static Completion failed(Occurrence occurrence) {
        return new Completion(occurrence, Outcome.FAILED, 0, "broken", Instant.EPOCH);
    }
}
