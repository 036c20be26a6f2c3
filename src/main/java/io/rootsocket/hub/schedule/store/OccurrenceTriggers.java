package io.rootsocket.hub.schedule.store;

import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.timetable.StoredSchedule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.quartz.JobDetail;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.TriggerPersistenceDelegate;
import org.quartz.spi.OperableTrigger;

/**
 * Keeps {@link OccurrenceTrigger}s in Quartz's tables. When one has just been triggered, its decision is written to the
 * ledger on the same connection: that the trigger went on and that the occurrence is recorded become true together, so
 * that no crash can come between them.
 */
public final class OccurrenceTriggers implements TriggerPersistenceDelegate {

    private static final String TABLE = "QRTZ_SIMPROP_TRIGGERS";
    private static final String KEY = " where SCHED_NAME = ? and TRIGGER_NAME = ? and TRIGGER_GROUP = ?";

    private final Ledger ledger;
    private final Clock clock;
    private final NodeClock nodeClock;
    private String schedulerName = "";

    public OccurrenceTriggers(Ledger ledger, Clock clock, NodeClock nodeClock) {
        this.ledger = ledger;
        this.clock = clock;
        this.nodeClock = nodeClock;
    }

    @Override
    public void initialize(String tablePrefix, String schedulerName) {
        this.schedulerName = schedulerName;
    }

    @Override
    public boolean canHandleTriggerType(OperableTrigger trigger) {
        return trigger instanceof OccurrenceTrigger;
    }

    @Override
    public String getHandledTriggerTypeDiscriminator() {
        return "ROUTE";
    }

    @Override
    public int insertExtendedTriggerProperties(
            Connection connection, OperableTrigger trigger, String state, JobDetail job) throws SQLException {
        try (var insert = connection.prepareStatement("insert into " + TABLE
                + " (STR_PROP_1, SCHED_NAME, TRIGGER_NAME, TRIGGER_GROUP) values (?, ?, ?, ?)")) {
            insert.setString(1, StoredSchedule.write(((OccurrenceTrigger) trigger).schedule()));
            setKey(insert, 2, trigger.getKey());
            return insert.executeUpdate();
        }
    }

    @Override
    public int updateExtendedTriggerProperties(
            Connection connection, OperableTrigger trigger, String state, JobDetail job) throws SQLException {
        var route = (OccurrenceTrigger) trigger;
        var decision = route.takeDecision();
        if (decision.isPresent()) {
            requireRightTime(connection, route);
            ledger.record(connection, route.schedule(), route.occurrence(), decision.get())
                    .ifPresentOrElse(route::fireAs, route::doNotFire);
            return 1;
        }
        try (var update = connection.prepareStatement("update " + TABLE + " set STR_PROP_1 = ?" + KEY)) {
            update.setString(1, StoredSchedule.write(route.schedule()));
            setKey(update, 2, trigger.getKey());
            return update.executeUpdate();
        }
    }

    /**
     * The clock may have been set since it was measured. What fires early would be over for the nodes whose clocks are right;
     * and what is due, but late only by a clock that is ahead, would go on to a time at which these are not for hours.
     */
    private void requireRightTime(Connection connection, OccurrenceTrigger trigger) throws SQLException {
        if (databaseTime(connection).filter(time -> !isRightTime(trigger, time)).isPresent()) {
            throw new SQLException("By the database's clock, %s is not due yet, or not so late"
                    .formatted(trigger.getKey().getName()));
        }
    }

    /** Empty if no other node would bear it out against this node's clock. */
    Optional<Instant> databaseTime(Connection connection) throws SQLException {
        return nodeClock.hasWitness()
                ? Optional.of(Instant.ofEpochMilli(DatabaseTimeDelegate.millis(connection)))
                : Optional.empty();
    }

    /** Whether its turn was right by the database's clock. */
    static boolean isRightTime(OccurrenceTrigger trigger, Instant databaseTime) {
        return !NodeClock.isEarly(trigger.dueAt(), databaseTime) && !NodeClock.isFar(trigger.decidedAt(), databaseTime);
    }

    /** Many of them at once, with the same ledger and by the same clock. */
    TriggerBatch batch() {
        return new TriggerBatch(this, ledger, clock);
    }

    @Override
    public int deleteExtendedTriggerProperties(Connection connection, TriggerKey key) throws SQLException {
        try (var delete = connection.prepareStatement("delete from " + TABLE + KEY)) {
            setKey(delete, 1, key);
            return delete.executeUpdate();
        }
    }

    @Override
    public TriggerPropertyBundle loadExtendedTriggerProperties(Connection connection, TriggerKey key)
            throws SQLException {
        try (var select = connection.prepareStatement("select STR_PROP_1 from " + TABLE + KEY)) {
            setKey(select, 1, key);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("The trigger of %s has lost its schedule".formatted(key.getName()));
                }
                var schedule = StoredSchedule.read(row.getString(1));
                return new TriggerPropertyBundle(
                        OccurrenceTrigger.builder(schedule, clock), new String[0], new Object[0]);
            }
        }
    }

    private void setKey(PreparedStatement statement, int first, TriggerKey key) throws SQLException {
        statement.setString(first, schedulerName);
        statement.setString(first + 1, key.getName());
        statement.setString(first + 2, key.getGroup());
    }
}
