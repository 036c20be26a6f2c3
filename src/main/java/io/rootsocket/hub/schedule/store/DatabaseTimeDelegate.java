package io.rootsocket.hub.schedule.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;

/**
 * Nodes give their signs of life by the database's clock, the only one that they share: by their own, a node whose clock is
 * ahead would take all others for dead, and one whose clock is behind would be taken for dead itself. Public for Quartz alone,
 * which makes it by its name.
 */
public final class DatabaseTimeDelegate extends PostgreSQLDelegate {

    private static final String NOW = "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

    /** The time by the database's clock, in milliseconds. */
    static long millis(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(NOW)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public int insertSchedulerState(Connection connection, String node, long ownTime, long interval)
            throws SQLException {
        return super.insertSchedulerState(connection, node, millis(connection), interval);
    }

    @Override
    public int updateSchedulerState(Connection connection, String node, long ownTime) throws SQLException {
        return super.updateSchedulerState(connection, node, millis(connection));
    }

    /** Quartz compares them with its own time. */
    @Override
    public List<SchedulerStateRecord> selectSchedulerStateRecords(Connection connection, String node)
            throws SQLException {
        List<SchedulerStateRecord> nodes = super.selectSchedulerStateRecords(connection, node);
        long ahead = System.currentTimeMillis() - millis(connection);
        nodes.forEach(found -> found.setCheckinTimestamp(found.getCheckinTimestamp() + ahead));
        return nodes;
    }
}
