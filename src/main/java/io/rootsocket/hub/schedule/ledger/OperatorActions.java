package io.rootsocket.hub.schedule.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people told the schedules to do: who, when, what. Kept for good, for all nodes. Safe to share. */
public final class OperatorActions {

    /** What a person can tell a schedule. */
    public enum Act {
        PAUSE,
        RESUME,
        SKIP,
        UNSKIP,
        RUN_NOW,
        BACKFILL,
        BACKFILL_END;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final JdbcTemplate database;
    private final Clock clock;

    public OperatorActions(DataSource database, Clock clock) {
        this.database = new JdbcTemplate(database);
        this.clock = clock;
    }

    public void record(Act act, String route, @Nullable Instant occurrence, String who) {
        database.update(
                "insert into hub_steering (route, act, scheduled_at, asked_by, asked_at) values (?, ?, ?, ?, ?)",
                route,
                act.toString(),
                occurrence == null ? null : Ledger.at(occurrence),
                who,
                Ledger.at(clock.instant()));
    }

    /** Whether somebody had paused a route at a time, and nobody had resumed it. */
    public boolean wasPaused(String route, Instant at) {
        return database.queryForList("""
                        select act from hub_steering where route = ? and act in ('pause', 'resume') and asked_at <= ?
                        order by id desc limit 1""", String.class, route, Ledger.at(at)).contains(Act.PAUSE.toString());
    }

    /** The routes that somebody paused and nobody resumed. */
    public Set<String> paused() {
        return new HashSet<>(database.queryForList("""
                select route from hub_steering s where act = 'pause' and id =
                  (select max(id) from hub_steering l where l.route = s.route and l.act in ('pause', 'resume'))""", String.class));
    }
}
