package io.rootsocket.hub.schedule.nodes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Measures how far this node's clock is from the database's, and tells of all nodes. Safe to share. */
public final class Nodes {

    /** So long before another node asks the database for the time, this one may have. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final JdbcTemplate database;
    private final String node;
    private final Clock clock;

    public Nodes(DataSource database, String node, Clock clock) {
        this.database = new JdbcTemplate(database);
        this.node = node;
        this.clock = clock;
    }

    /**
     * Writes this node's measurement, and that it lives: where Quartz does that, it sleeps by a clock that somebody may set.
     *
     * @param within how long ago others must have written theirs to live
     */
    public void report(NodeClock nodeClock, Duration within) {
        Instant before = clock.instant();
        OffsetDateTime theirs = Optional.ofNullable(
                        database.queryForObject("select current_timestamp", OffsetDateTime.class))
                .orElseThrow();
        Instant after = clock.instant();
        // The database answered at some time between the two; take the middle.
        Instant ours = before.plus(Duration.between(before, after).dividedBy(2));
        long skew = Duration.between(theirs.toInstant(), ours).toMillis();
        int known =
                database.update("update hub_node set seen_at = ?, skew_millis = ? where node = ?", theirs, skew, node);
        if (known == 0) {
            database.update(
                    "insert into hub_node (node, seen_at, skew_millis) values (?, ?, ?) on conflict do nothing",
                    node,
                    theirs,
                    skew);
        }
        database.update("delete from hub_node where seen_at < ?", theirs.minusDays(1));
        database.update(
                "update QRTZ_SCHEDULER_STATE set LAST_CHECKIN_TIME = ? where INSTANCE_NAME = ?",
                theirs.toInstant().toEpochMilli(),
                node);
        nodeClock.measured(Duration.ofMillis(skew), others(theirs.minus(within), theirs.plus(AT_ONCE)));
    }

    /** What a node wrote later than now it wrote before somebody set the database's clock back, and may be gone since. */
    private Map<String, Duration> others(OffsetDateTime since, OffsetDateTime until) {
        var skews = new HashMap<String, Duration>();
        database.query(
                "select node, skew_millis from hub_node where node <> ? and seen_at > ? and seen_at <= ?",
                row -> {
                    skews.put(row.getString(1), Duration.ofMillis(row.getLong(2)));
                },
                node,
                since,
                until);
        return skews;
    }

    /** All nodes that live. */
    public NodesReport read() {
        List<NodesReport.Node> nodes = database.query(
                """
                select n.node, n.skew_millis from hub_node n
                where n.node in (select INSTANCE_NAME from QRTZ_SCHEDULER_STATE) order by n.node""", (row, number) -> new NodesReport.Node(row.getString(1), Duration.ofMillis(row.getLong(2))));
        return new NodesReport(node, nodes);
    }
}
