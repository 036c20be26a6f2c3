package io.rootsocket.hub.schedule.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL holds no text with the character 0, which an error that quotes a payload may have. */
class LedgerOnPostgresIT {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private EmbeddedPostgres database;
    private Ledger ledger;
    private LedgerWriter writer;

    @BeforeEach
    void openTheLedger() throws IOException {
        database = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .start();
        Flyway.configure().dataSource(database.getPostgresDatabase()).load().migrate();
        ledger = new Ledger(database.getPostgresDatabase(), "hub", Clock.systemUTC());
        writer = new LedgerWriter(
                new LedgerEndings(database.getPostgresDatabase(), "hub"), Executors.newSingleThreadExecutor());
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
        database.close();
    }

    @Test
    void keepsAReasonThatTheDatabaseCouldNotHold() {
        var announce = new Occurrence("announce", NINE);
        ledger.begin(announce, "", "");

        writer.write(failed(announce, "No such user: a\0b"), () -> {});

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(ledger.find(announce).orElseThrow().detail()).contains("No such user: a\uFFFDb"));
    }

    @Test
    void goesOnWithoutWhatTheDatabaseWillNeverTake() throws InterruptedException {
        var announce = new Occurrence("announce", NINE);
        ledger.begin(announce, "", "");
        var written = new CountDownLatch(2);

        writer.write(failed(new Occurrence("a\0b", NINE), "broken"), written::countDown);
        writer.write(failed(announce, "broken"), written::countDown);

        assertThat(written.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(ledger.find(announce).orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
    }

    private static Completion failed(Occurrence occurrence, String why) {
        return new Completion(occurrence, Outcome.FAILED, 0, why, NINE);
    }
}
