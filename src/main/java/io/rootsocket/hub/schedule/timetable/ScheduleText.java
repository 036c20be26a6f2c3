package io.rootsocket.hub.schedule.timetable;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A schedule in the words of its route. */
public final class ScheduleText {

    private ScheduleText() {}

    /**
     * For example {@code 0 15 9 ? * MON-FRI Europe/Madrid, onMissed=skip} or {@code every weekday at 09:15 Europe/Madrid};
     * what is so by default is not said.
     */
    public static String of(RouteSchedule schedule) {
        @Nullable OnHoliday onHoliday = schedule.timetable().onHoliday();
        OnMissed onMissed = schedule.policy().onMissed();
        return times(schedule)
                + (onHoliday == null ? "" : ", onHoliday=" + onHoliday)
                + (onMissed == FirePolicy.DEFAULT.onMissed() ? "" : ", onMissed=" + onMissed);
    }

    /** Its times as its route says them, for example {@code every 30 s}. */
    public static String times(RouteSchedule schedule) {
        Timetable timetable = schedule.timetable();
        return timetable.crons().isEmpty()
                ? Optional.ofNullable(schedule.when()).orElseGet(() -> "every " + of(timetable.every()))
                : Optional.ofNullable(schedule.when()).orElseGet(() -> String.join("; ", timetable.crons())) + " "
                        + timetable.zone();
    }

    /** Its times for who knows no cron, without their zone: {@code at 09:15 every day between Monday and Friday}. */
    public static String inWords(RouteSchedule schedule) {
        Timetable timetable = schedule.timetable();
        if (schedule.when() != null) {
            return schedule.when();
        }
        return timetable.crons().isEmpty()
                ? "every " + of(timetable.every())
                : timetable.crons().stream().map(CronText::inWords).collect(Collectors.joining("; "));
    }

    public static String of(Duration time) {
        return Stream.of(
                        part(time.toDays(), "d"),
                        part(time.toHoursPart(), "h"),
                        part(time.toMinutesPart(), "min"),
                        part(time.toSecondsPart(), "s"),
                        part(time.toMillisPart(), "ms"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> part(long number, String unit) {
        return number == 0 ? Optional.empty() : Optional.of(number + " " + unit);
    }
}
