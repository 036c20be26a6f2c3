package io.rootsocket.hub.alarm;

import static io.rootsocket.hub.alarm.AlarmTables.instant;
import static io.rootsocket.hub.alarm.AlarmTables.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps in the hub's database how schedules keep their times. Each change is made by one node. Safe to share. */
final class PunctualityRecords {

    private final JdbcTemplate database;

    PunctualityRecords(DataSource database) {
        this.database = new JdbcTemplate(database);
    }

    Map<String, Punctuality> all() {
        return database.query("select * from hub_alarm_schedule", (row, number) -> punctuality(row)).stream()
                .collect(Collectors.toMap(Punctuality::route, Function.identity()));
    }

    void begin(Punctuality begun) {
        database.update("""
                insert into hub_alarm_schedule (route, timetable, in_force, judged_until, late, settled)
                values (?, ?, ?, ?, 0, 0) on conflict do nothing""", begun.route(), begun.timetable(), time(begun.inForce()), time(begun.judgedUntil()));
    }

    /** False if another node was faster. */
    boolean change(Punctuality before, Punctuality after) {
        return database.update(
                        """
                        update hub_alarm_schedule set timetable = ?, in_force = ?, judged_until = ?, late = ?, settled = ?,
                          late_first = ?, late_last = ?
                        where route = ? and judged_until = ? and late = ? and settled = ?""",
                        after.timetable(),
                        time(after.inForce()),
                        time(after.judgedUntil()),
                        after.late(),
                        after.settled(),
                        timeOrNull(after.first()),
                        timeOrNull(after.last()),
                        before.route(),
                        time(before.judgedUntil()),
                        before.late(),
                        before.settled())
                == 1;
    }

    private static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    private static Punctuality punctuality(ResultSet row) throws SQLException {
        return new Punctuality(
                row.getString("route"),
                row.getString("timetable"),
                Objects.requireNonNull(instant(row, "in_force")),
                Objects.requireNonNull(instant(row, "judged_until")),
                row.getInt("late"),
                row.getInt("settled"),
                instant(row, "late_first"),
                instant(row, "late_last"));
    }
}
