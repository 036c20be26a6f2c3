package io.rootsocket.hub.schedule.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class LedgerWriterTest {

    private static final Occurrence NINE = new Occurrence("announce", Instant.parse("2026-11-24T09:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void writesWhatEndedWhileTheDatabaseWasAway() {
        var away = new AtomicBoolean(true);
        var refused = new AtomicInteger();
        try (var database = Database.open(ScheduleSettings.embedded(folder));
                var writer = writer(new DelegatingDataSource(database.dataSource()) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        if (away.get()) {
                            refused.incrementAndGet();
                            throw new SQLException("Connection refused");
                        }
                        return super.getConnection();
                    }
                })) {
            var ledger = new Ledger(database.dataSource(), "hub", Clock.systemUTC());
            ledger.begin(NINE, "", "");
            writer.write(new Completion(NINE, Outcome.DELIVERED, 1, null, Instant.now()), () -> {});
            await().until(() -> refused.get() > 1);

            away.set(false);
            writer.write(new Settlement(NINE, null, null, Instant.now()));

            await().untilAsserted(() ->
                    assertThat(ledger.find(NINE).orElseThrow().outcome()).isEqualTo(Outcome.DELIVERED));
        }
    }

    private static LedgerWriter writer(DelegatingDataSource database) {
        return new LedgerWriter(new LedgerEndings(database, "hub"), Executors.newSingleThreadExecutor());
    }
}
