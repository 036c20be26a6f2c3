package io.rootsocket.hub.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** On the embedded database, which one hub has for itself. */
class SeenInDatabaseTest extends LastSeenContract {

    private static final Subject SUBJECT = new Subject("prices", "apple");

    private final DataSource database = database();

    private static DataSource database() {
        var memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:%s;MODE=PostgreSQL;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        Flyway.configure().dataSource(memory).load().migrate();
        return memory;
    }

    @Override
    LastSeen seen() {
        return new SeenInDatabase(database, false);
    }

    @Test
    void afterAKillWhatWasBegunIsNewsOnceMoreAtOnce() {
        LastSeen before = seen();
        before.claim(SUBJECT, "A").orElseThrow().remember("A", null);
        before.claim(SUBJECT, "B").orElseThrow().hold();

        LastSeen after = seen();

        assertThat(after.look(SUBJECT).isSame("A")).isFalse();
        assertThat(after.look(SUBJECT).isSame("B")).isFalse();
        assertThat(after.claim(SUBJECT, "B").orElseThrow().before().changes())
                .as("durable messages that were sent before the kill are told apart by it")
                .isEqualTo(1);
    }
}
