package io.rootsocket.hub.schedule.timetable;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A schedule in the words of its route. */
public final class ScheduleText {

    private ScheduleText() {}

    /** For example {@code 0 15 9 ? * MON-FRI Europe/Madrid, onMissed=skip}; what is so by default is not said. */
    public static String of(RouteSchedule schedule) {
        @Nullable OnHoliday onHoliday = schedule.timetable().onHoliday();
        OnMissed onMissed = schedule.policy().onMissed();
        return times(schedule.timetable())
                + (onHoliday == null ? "" : ", onHoliday=" + onHoliday)
                + (onMissed == FirePolicy.DEFAULT.onMissed() ? "" : ", onMissed=" + onMissed);
    }

    /** For example {@code every 30 s}. */
    public static String times(Timetable timetable) {
        return timetable.crons().isEmpty()
                ? "every " + of(timetable.every())
                : String.join("; ", timetable.crons()) + " " + timetable.zone();
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
