package io.rootsocket.hub.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rootsocket.hub.alarm.AlarmNotice.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the alarms in the hub's database. Safe to share between threads and nodes. */
final class AlarmTables implements AlarmStore {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    /** @param shared whether other nodes use it too; else what is taken there is left from a hub that was killed */
    AlarmTables(DataSource database, boolean shared) {
        this.database = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        if (!shared) {
            this.database.update("update hub_alarm_notice set taken_until = null where taken_until is not null");
        }
    }

    @Override
    public List<Alarm> raised() {
        return database.query(
                "select * from hub_alarm where raised_key is not null order by raised_at, id",
                (row, number) -> alarm(row));
    }

    @Override
    public List<Alarm> cleared(int max) {
        return database.query(
                "select * from hub_alarm where cleared_at is not null order by cleared_at desc, id desc limit ?",
                (row, number) -> alarm(row),
                max);
    }

    @Override
    public Optional<Alarm> lastCleared(String topic, String subject) {
        return database.query("""
                        select * from hub_alarm where topic = ? and subject = ? and cleared_at is not null
                        order by cleared_at desc limit 1""", (row, number) -> alarm(row), topic, subject).stream()
                .findFirst();
    }

    @Override
    public boolean raise(Trouble trouble, Instant at, int flaps) {
        return changed(() -> {
            int raised = database.update(
                    """
                    insert into hub_alarm (raised_key, topic, subject, severity, since, what, advice, command, reference,
                      amount, told_amount, raised_at, seen_at, told_at, told, flaps)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict do nothing""",
                    trouble.key(),
                    trouble.topic().toString(),
                    trouble.subject(),
                    trouble.topic().severity().toString(),
                    time(trouble.since()),
                    trouble.what(),
                    trouble.advice(),
                    trouble.command(),
                    trouble.reference().orElse(null),
                    trouble.count(),
                    trouble.count(),
                    time(at),
                    time(at),
                    trouble.told() ? time(at) : null,
                    trouble.told() ? 1 : 0,
                    flaps);
            if (raised == 1 && trouble.told()) {
                List<Alarm> alarm = database.query(
                        "select * from hub_alarm where raised_key = ?", (row, number) -> alarm(row), trouble.key());
                tell(Kind.RAISED, alarm.get(0), at);
            }
            return raised == 1;
        });
    }

    private boolean changed(BooleanSupplier change) {
        return Boolean.TRUE.equals(transaction.execute(status -> change.getAsBoolean()));
    }

    private void tell(Kind kind, Alarm alarm, Instant at) {
        database.update(
                "insert into hub_alarm_notice (alarm, kind, made_at, content, due_at) values (?, ?, ?, ?, ?)",
                alarm.id(),
                kind.toString(),
                time(at),
                write(alarm),
                time(at));
    }

    @Override
    public void seen(Alarm now) {
        database.update(
                """
                update hub_alarm set what = ?, advice = ?, command = ?, reference = ?, amount = ?, seen_at = ?
                where id = ? and raised_key is not null""",
                now.what(),
                now.advice(),
                now.command(),
                now.reference(),
                now.count(),
                time(now.seenAt()),
                now.id());
    }

    @Override
    public boolean tellAgain(Alarm before, Alarm now, Instant at) {
        return changed(() -> {
            int told = database.update(
                    """
                    update hub_alarm set what = ?, advice = ?, command = ?, reference = ?, amount = ?, told_amount = ?,
                      seen_at = ?, told_at = ?, told = told + 1
                    where id = ? and told = ? and raised_key is not null""",
                    now.what(),
                    now.advice(),
                    now.command(),
                    now.reference(),
                    now.count(),
                    now.count(),
                    time(at),
                    time(at),
                    now.id(),
                    before.told());
            if (told == 1) {
                tell(Kind.REPEATED, now, at);
            }
            return told == 1;
        });
    }

    @Override
    public boolean clear(Alarm alarm, Instant at) {
        return changed(() -> {
            int cleared = database.update(
                    "update hub_alarm set cleared_at = ?, raised_key = null where id = ? and raised_key is not null and seen_at = ?",
                    time(at),
                    alarm.id(),
                    time(alarm.seenAt()));
            if (cleared == 1 && alarm.toldAt() != null) {
                tell(Kind.CLEARED, alarm.cleared(at), at);
            }
            return cleared == 1;
        });
    }

    @Override
    public Optional<AlarmNotice> take(String by, Instant now, Duration lease) {
        List<AlarmNotice> due = database.query("""
                select * from hub_alarm_notice n where due_at <= ? and (taken_until is null or taken_until < ?)
                and not exists (select 1 from hub_alarm_notice o where o.alarm = n.alarm and o.id < n.id)
                order by id limit 10""", (row, number) -> notice(row), time(now), time(now));
        return due.stream()
                .filter(notice ->
                        database.update("""
                                update hub_alarm_notice set taken_by = ?, taken_until = ?
                                where id = ? and attempts = ? and (taken_until is null or taken_until < ?)""", by, time(now.plus(lease)), notice.id(), notice.attempts(), time(now)) == 1)
                .findFirst();
    }

    @Override
    public void done(AlarmNotice notice) {
        database.update("delete from hub_alarm_notice where id = ?", notice.id());
    }

    @Override
    public void again(AlarmNotice notice, Instant dueAt) {
        database.update(
                "update hub_alarm_notice set attempts = attempts + 1, due_at = ?, taken_by = null, taken_until = null where id = ?",
                time(dueAt),
                notice.id());
    }

    @Override
    public Optional<Instant> oldestUntold() {
        return database
                .query(
                        "select made_at from hub_alarm_notice order by id limit 1",
                        (row, number) -> Objects.requireNonNull(instant(row, "made_at")))
                .stream()
                .findFirst();
    }

    @Override
    public void forget(Instant clearedBefore, Instant untoldBefore) {
        database.update("delete from hub_alarm_notice where made_at < ?", time(untoldBefore));
        database.update("delete from hub_alarm where cleared_at < ?", time(clearedBefore));
    }

    private static AlarmNotice notice(ResultSet row) throws SQLException {
        return new AlarmNotice(
                row.getLong("id"),
                Kind.of(row.getString("kind")),
                Objects.requireNonNull(instant(row, "made_at")),
                read(row.getString("content")),
                row.getInt("attempts"));
    }

    private static Alarm alarm(ResultSet row) throws SQLException {
        return new Alarm(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("subject"),
                AlarmSeverity.of(row.getString("severity")),
                Objects.requireNonNull(instant(row, "since")),
                row.getString("what"),
                row.getString("advice"),
                row.getString("command"),
                row.getString("reference"),
                row.getInt("amount"),
                Objects.requireNonNull(instant(row, "raised_at")),
                Objects.requireNonNull(instant(row, "seen_at")),
                instant(row, "told_at"),
                row.getInt("told"),
                row.getInt("told_amount"),
                instant(row, "cleared_at"),
                row.getInt("flaps"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** As exact as the tables are, so that what is read equals what was written. */
    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    /** As JSON: what is stored, and what a route gets that wants it so. */
    static String write(Object alarm) {
        try {
            return JSON.writeValueAsString(alarm);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("%s cannot be written".formatted(alarm), e);
        }
    }

    private static Alarm read(String content) {
        try {
            return JSON.readValue(content, Alarm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored alarm cannot be read: " + content, e);
        }
    }
}
