package io.rootsocket.hub.schedule.ledger;

import io.rootsocket.hub.schedule.timetable.CatchUp;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The occurrence ledger: one row for each time at which a route was due, and what became of it. The primary key (route,
 * scheduled instant) is what makes an occurrence happen once. Safe to share between threads and nodes.
 */
public final class Ledger {

    private static final String INSERT = """
            insert into hub_occurrence
              (route, scheduled_at, outcome, detail, node, fired_at, completed_at, attempts, asked_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing""";

    private static final String PASSED = "Its time passed while no node could fire it.";

    private final JdbcTemplate database;
    private final String node;
    private final Clock clock;
    private final OccurrenceListener listener;

    public Ledger(DataSource database, String node, Clock clock) {
        this(database, node, clock, OccurrenceListener.NONE);
    }

    public Ledger(DataSource database, String node, Clock clock, OccurrenceListener listener) {
        this.database = new JdbcTemplate(database);
        this.node = node;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Records what a trigger decided, on Quartz's own connection.
     *
     * @return the occurrence that fires; empty if none must, because the ledger has it already
     */
    public Optional<Instant> record(Connection connection, RouteSchedule schedule, Instant occurrence, CatchUp decision)
            throws SQLException {
        OffsetDateTime now = at(clock.instant());
        String route = schedule.route();
        try (var insert = connection.prepareStatement(INSERT)) {
            for (Instant missed : decision.missed()) {
                set(insert, route, at(missed), Outcome.MISSED, PASSED, null, now);
                insert.addBatch();
            }
            if (!decision.missed().isEmpty()) {
                insert.executeBatch();
                decision.missed().forEach(missed -> listener.ended(route, Outcome.MISSED));
            }
            if (!decision.fires()) {
                return Optional.empty();
            }
            if (begins(insert, route, occurrence, now)) {
                return Optional.of(occurrence);
            }
            if (!firedLongBefore(connection, schedule, occurrence)) {
                return Optional.empty();
            }
            // What fires now needs a key of its own, or it would be dropped as a repeat: a millisecond, the finest that
            // the ledger tells apart, is no time of any timetable.
            Instant again = occurrence.plusMillis(1);
            return begins(insert, route, again, now) ? Optional.of(again) : Optional.empty();
        }
    }

    private boolean begins(PreparedStatement insert, String route, Instant occurrence, OffsetDateTime now)
            throws SQLException {
        set(insert, route, at(occurrence), Outcome.RUNNING, null, now, null);
        return insert.executeUpdate() == 1;
    }

    /**
     * Records that these fire, on Quartz's own connection.
     *
     * @return those that the ledger did not have yet
     */
    public Set<Occurrence> beginAll(Connection connection, List<Occurrence> occurrences) throws SQLException {
        var begun = new HashSet<Occurrence>();
        if (occurrences.isEmpty()) {
            return begun;
        }
        OffsetDateTime now = at(clock.instant());
        try (var insert = connection.prepareStatement(INSERT)) {
            for (Occurrence occurrence : occurrences) {
                set(insert, occurrence.route(), at(occurrence.scheduledAt()), Outcome.RUNNING, null, now, null);
                insert.addBatch();
            }
            int[] rows = insert.executeBatch();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] < 0) {
                    // PostgreSQL's driver, if it was told to make one statement of many.
                    throw new SQLException("The database does not say which occurrences are new");
                }
                if (rows[i] == 1) {
                    begun.add(occurrences.get(i));
                }
            }
        }
        return begun;
    }

    /** A clock that was ahead has fired it. As early as an occurrence may be late, it counts all the same. */
    private static boolean firedLongBefore(Connection connection, RouteSchedule schedule, Instant occurrence)
            throws SQLException {
        Instant early = occurrence.minus(schedule.policy().staleAfter());
        try (var select = connection.prepareStatement(
                "select 1 from hub_occurrence where route = ? and scheduled_at = ? and fired_at < ?")) {
            select.setString(1, schedule.route());
            select.setObject(2, at(occurrence));
            select.setObject(3, at(early));
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private void set(
            PreparedStatement insert,
            String route,
            OffsetDateTime scheduledAt,
            Outcome outcome,
            @Nullable String detail,
            @Nullable OffsetDateTime firedAt,
            @Nullable OffsetDateTime completedAt)
            throws SQLException {
        insert.setString(1, route);
        insert.setObject(2, scheduledAt);
        insert.setString(3, outcome.toString());
        insert.setString(4, detail);
        insert.setString(5, firedAt == null ? "" : node);
        insert.setObject(6, firedAt);
        insert.setObject(7, completedAt);
        insert.setInt(8, firedAt == null ? 0 : 1);
        insert.setString(9, null);
    }

    /** Begins an occurrence that no trigger is for. False if the ledger has it already. */
    public boolean begin(Occurrence occurrence, String detail, String askedBy) {
        return insert(occurrence, Outcome.RUNNING, detail, at(clock.instant()), null, askedBy);
    }

    /**
     * Begins an occurrence of the past, one that was missed included. False if anything else became of it, or if another
     * was faster.
     */
    public boolean beginLate(Occurrence occurrence, String detail, String askedBy) {
        return begin(occurrence, detail, askedBy)
                || database.update(
                                """
                                update hub_occurrence set outcome = 'running', detail = ?, node = ?, fired_at = ?,
                                  completed_at = null, attempts = attempts + 1, asked_by = ?
                                where route = ? and scheduled_at = ? and outcome = 'missed'""",
                                detail,
                                node,
                                at(clock.instant()),
                                askedBy,
                                occurrence.route(),
                                at(occurrence.scheduledAt()))
                        == 1;
    }

    /** Records that an occurrence will not or did not fire. False if the ledger has it already. */
    public boolean close(Occurrence occurrence, Outcome outcome, String detail, @Nullable String askedBy) {
        boolean closed = insert(occurrence, outcome, detail, null, at(clock.instant()), askedBy);
        if (closed) {
            listener.ended(occurrence.route(), outcome);
        }
        return closed;
    }

    private boolean insert(
            Occurrence occurrence,
            Outcome outcome,
            String detail,
            @Nullable OffsetDateTime firedAt,
            @Nullable OffsetDateTime completedAt,
            @Nullable String askedBy) {
        return database.update(
                        INSERT,
                        occurrence.route(),
                        at(occurrence.scheduledAt()),
                        outcome.toString(),
                        detail,
                        firedAt == null ? "" : node,
                        firedAt,
                        completedAt,
                        firedAt == null ? 0 : 1,
                        askedBy)
                == 1;
    }

    /** Whether this node may still run an occurrence that it fired a while ago. */
    public boolean isOurs(Occurrence occurrence) {
        return count("route = ? and scheduled_at = ? and outcome = 'running' and node = ?", occurrence, node) == 1;
    }

    /** Whether another occurrence of the route is under way on any node. */
    public boolean hasOtherRunning(Occurrence occurrence) {
        return count("route = ? and scheduled_at < ? and outcome = 'running'", occurrence) > 0;
    }

    private int count(String condition, Occurrence occurrence, Object... more) {
        Object[] arguments = new Object[2 + more.length];
        arguments[0] = occurrence.route();
        arguments[1] = at(occurrence.scheduledAt());
        System.arraycopy(more, 0, arguments, 2, more.length);
        Integer rows = database.queryForObject(
                "select count(*) from hub_occurrence where " + condition, Integer.class, arguments);
        return rows == null ? 0 : rows;
    }

    /** Leaves an occurrence of this node to whichever node takes it first. */
    public void handBack(Occurrence occurrence) {
        database.update(
                "update hub_occurrence set node = '' where route = ? and scheduled_at = ? and outcome = 'running' and node = ?",
                occurrence.route(),
                at(occurrence.scheduledAt()),
                node);
    }

    /** At the start, whatever this node had begun in a former life. */
    public int handBackAll() {
        return database.update("update hub_occurrence set node = '' where outcome = 'running' and node = ?", node);
    }

    /** The occurrences under way on nodes that live no more, and this node's own since before that time. */
    public List<LedgerEntry> abandoned(Instant ownBefore) {
        return database.query("""
                select * from hub_occurrence where outcome = 'running'
                and (node not in (select INSTANCE_NAME from QRTZ_SCHEDULER_STATE) or (node = ? and fired_at < ?))
                order by scheduled_at""", (row, number) -> entry(row), node, at(ownBefore));
    }

    /** Takes an abandoned occurrence over. False if another node was faster. */
    public boolean takeOver(LedgerEntry abandoned) {
        return database.update(
                        """
                        update hub_occurrence set node = ?, attempts = attempts + 1, fired_at = ?
                        where route = ? and scheduled_at = ? and outcome = 'running' and node = ? and attempts = ?""",
                        node,
                        at(clock.instant()),
                        abandoned.occurrence().route(),
                        at(abandoned.occurrence().scheduledAt()),
                        abandoned.node(),
                        abandoned.attempts())
                == 1;
    }

    /** What the ledger says of an occurrence. */
    public Optional<LedgerEntry> find(Occurrence occurrence) {
        return database
                .query(
                        "select * from hub_occurrence where route = ? and scheduled_at = ?",
                        (row, number) -> entry(row),
                        occurrence.route(),
                        at(occurrence.scheduledAt()))
                .stream()
                .findFirst();
    }

    /** The latest entry of a route that is not ahead of its time. */
    public Optional<LedgerEntry> latest(String route) {
        return database
                .query(
                        "select * from hub_occurrence where route = ? and scheduled_at <= ? order by scheduled_at desc limit 1",
                        (row, number) -> entry(row),
                        route,
                        at(clock.instant()))
                .stream()
                .findFirst();
    }

    /** The first entries from {@code from} until before {@code to}, the oldest first. */
    public List<LedgerEntry> between(Instant from, Instant to, Optional<String> route, int max) {
        var arguments = new ArrayList<Object>(List.of(at(from), at(to)));
        route.ifPresent(arguments::add);
        arguments.add(max);
        return database.query(
                """
                select * from hub_occurrence where scheduled_at >= ? and scheduled_at < ? %s
                order by scheduled_at, route limit ?""".formatted(route.isPresent() ? "and route = ?" : ""),
                (row, number) -> entry(row),
                arguments.toArray());
    }

    /** The routes that have an entry from {@code from} until before {@code to}. */
    public Set<String> routesDue(Instant from, Instant to) {
        return new HashSet<>(database.queryForList(
                "select distinct route from hub_occurrence where scheduled_at >= ? and scheduled_at < ?",
                String.class,
                at(from),
                at(to)));
    }

    /** The occurrences ahead that somebody has skipped. */
    public Set<Occurrence> skippedAfter(Instant now) {
        return new HashSet<>(database.query(
                "select * from hub_occurrence where scheduled_at > ? and outcome = 'skipped'",
                (row, number) -> entry(row).occurrence(),
                at(now)));
    }

    /** Makes a skipped occurrence ahead due again. False if it is none. */
    public boolean takeBackSkip(Occurrence occurrence) {
        return database.update(
                        "delete from hub_occurrence where route = ? and scheduled_at = ? and outcome = 'skipped' and scheduled_at > ?",
                        occurrence.route(),
                        at(occurrence.scheduledAt()),
                        at(clock.instant()))
                == 1;
    }

    /**
     * Puts right what a clock that was ahead has written: what it called missed, or skipped without being told so, before
     * its time, is due yet; what it has fired, it has fired before now.
     *
     * @param tolerance so far ahead the clock of another node may be
     * @return how many occurrences it had fired
     */
    public int correct(Duration tolerance) {
        Instant instant = clock.instant();
        OffsetDateTime now = at(instant);
        OffsetDateTime ahead = at(instant.plus(tolerance));
        database.update(
                "delete from hub_occurrence where scheduled_at > ? and outcome in ('missed', 'skipped') and asked_by is null",
                now);
        database.update("update hub_occurrence set completed_at = ? where completed_at > ?", now, ahead);
        return database.update("update hub_occurrence set fired_at = ? where fired_at > ?", now, ahead);
    }

    /** Forgets what is older. */
    public int forget(Instant before) {
        return database.update(
                "delete from hub_occurrence where scheduled_at < ? and outcome <> 'running'", at(before));
    }

    static LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(
                new Occurrence(
                        row.getString("route"),
                        row.getObject("scheduled_at", OffsetDateTime.class).toInstant()),
                Outcome.of(row.getString("outcome")),
                row.getString("detail"),
                row.getString("node"),
                instant(row, "fired_at"),
                instant(row, "completed_at"),
                row.getInt("attempts"),
                row.getString("asked_by"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
