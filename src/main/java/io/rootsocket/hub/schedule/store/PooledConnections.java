package io.rootsocket.hub.schedule.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/**
 * Lends Quartz the hub's connections. Whoever owns the pool closes it.
 *
 * @param pool the connections
 */
record PooledConnections(DataSource pool) implements ConnectionProvider {

    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void shutdown() {}

    @Override
    public void initialize() {}
}
