package io.rootsocket.hub.polling;

import io.rootsocket.hub.changes.Fingerprint;
import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.webhook.ExchangeEntry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the next row of a table, and waits for one if there is none. The row is locked until its route is done; in the same
 * transaction it is then deleted or marked. The kamelet {@code table} is made of it.
 *
 * <p>At least once: if the process dies in between, the row comes again, and its durable messages are not accepted again.
 * Several hubs share the rows. A bean for Camel to fill before the route starts; one exchange at a time.
 */
public final class TableRows extends ServiceSupport implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(TableRows.class);
    private static final int LOOK_AGAIN_MILLIS = 250;
    private static final int MAX_LOGIN_SECONDS = 10;

    private String url = "";
    private String user = "";
    private String password = "";
    private String table = "";
    private String key = "";
    private String done = "";
    private String body = "";
    private String channel = "";
    private String notify = "";
    private Duration every = Duration.ofSeconds(1);
    private @Nullable Connection connection;

    @Override
    public void process(Exchange exchange) throws Exception {
        Polls polls = Polls.of(exchange.getContext());
        String route = Polls.route(exchange);
        try {
            Optional<RowTable.Row> row = next(exchange, new RowTable(table, key, done, body, channel));
            polls.answered(route);
            if (row.isEmpty()) {
                exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
                exchange.setRouteStop(true);
            }
        } catch (SQLException e) {
            disconnect();
            exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
            var failure = new PollFailedException("The table `%s` cannot be read: %s".formatted(table, reason(e)), e);
            Exception reported = polls.failed(route, failure);
            sleep(exchange, every.toMillis());
            throw reported;
        }
    }

    private Optional<RowTable.Row> next(Exchange exchange, RowTable rows) throws Exception {
        Connection database = connected();
        Optional<RowTable.Row> row = rows.next(database);
        if (row.isEmpty()) {
            database.rollback();
            await(exchange, database);
            return row;
        }
        exchange.getExchangeExtension().addOnCompletion(new Taking(rows, row.get(), database));
        exchange.getMessage().setBody(row.get().text());
        row.get().channel().ifPresent(name -> exchange.getMessage().setHeader(RootSocketConstants.CHANNEL, name));
        // What comes again after a crash is told by it, also if another row had the same key once.
        exchange.setProperty(
                RootSocketConstants.CHANGE,
                "%s/%s/%s"
                        .formatted(
                                table, row.get().key(), Fingerprint.of(row.get().text())));
        ExchangeEntry.noteOriginal(exchange);
        return row;
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            DriverManager.setLoginTimeout(MAX_LOGIN_SECONDS);
            open = user.isBlank() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
            connection = open;
            if (!notify.isBlank()) {
                try (var statement = open.createStatement()) {
                    statement.execute(
                            "listen " + open.unwrap(PGConnection.class).escapeIdentifier(notify));
                }
            }
            open.setAutoCommit(false);
        }
        return open;
    }

    /** A notification ends the wait; one that is missed costs no more than one wait. */
    private void await(Exchange exchange, Connection database) throws Exception {
        if (notify.isBlank()) {
            sleep(exchange, every.toMillis());
            return;
        }
        var listening = database.unwrap(PGConnection.class);
        long end = System.nanoTime() + every.toNanos();
        while (System.nanoTime() - end < 0 && !isStopping(exchange)) {
            var told = listening.getNotifications(LOOK_AGAIN_MILLIS);
            if (told != null && told.length > 0) {
                return;
            }
        }
    }

    private static void sleep(Exchange exchange, long millis) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() - end < 0 && !isStopping(exchange)) {
            Thread.sleep(Math.min(LOOK_AGAIN_MILLIS, millis));
        }
    }

    private static boolean isStopping(Exchange exchange) {
        var camel = exchange.getContext();
        String route = exchange.getFromRouteId();
        var status = route == null ? null : camel.getRouteController().getRouteStatus(route);
        return camel.isStopping() || status == null || !status.isStarted();
    }

    private static String reason(SQLException failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.debug("The connection to {} was gone already", table, e);
        }
    }

    /** Ends the transaction of a row by what became of its exchange. */
    private final class Taking implements Synchronization {

        private final RowTable rows;
        private final RowTable.Row row;
        private final Connection database;

        Taking(RowTable rows, RowTable.Row row, Connection database) {
            this.rows = rows;
            this.row = row;
            this.database = database;
        }

        @Override
        public void onComplete(Exchange exchange) {
            try {
                rows.take(database, row);
                database.commit();
            } catch (SQLException e) {
                LOG.warn("The row {} of {} comes again, as it could not be taken: {}", row.key(), table, reason(e));
                disconnect();
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            try {
                database.rollback();
            } catch (SQLException e) {
                LOG.debug("The connection to {} is gone, and the row with it", table, e);
                disconnect();
            }
        }
    }

    @Override
    protected void doStop() {
        disconnect();
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public void setTable(String table) {
        this.table = table;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public void setDone(String done) {
        this.done = done;
    }

    public void setBody(String body) {
        this.body = body;
    }

    public void setChannel(String channel) {
        this.channel = channel;
    }

    public void setNotify(String notify) {
        this.notify = notify;
    }

    public void setEvery(String every) {
        this.every = Duration.ofMillis(TimeUtils.toMilliSeconds(every));
    }
}
