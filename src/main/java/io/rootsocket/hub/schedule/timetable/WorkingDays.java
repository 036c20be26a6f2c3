package io.rootsocket.hub.schedule.timetable;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The days to which times move: Monday to Friday, or those of a calendar of the only days; never an excluded one.
 *
 * @param excluded never
 * @param only none but these; null: Monday to Friday
 */
record WorkingDays(SortedSet<LocalDate> excluded, @Nullable SortedSet<LocalDate> only) {

    /** More than the longest holiday that a calendar can name. */
    private static final int MAX_LOOK_DAYS = CalendarFile.MAX_DAYS + 7;

    boolean contains(LocalDate day) {
        return !excluded.contains(day) && (only == null ? !isWeekend(day) : only.contains(day));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** The first one after a day; empty if there is none any more. */
    Optional<LocalDate> after(LocalDate day) {
        return only == null
                ? look(day, next -> next.plusDays(1))
                : only.tailSet(day.plusDays(1)).stream()
                        .filter(next -> !excluded.contains(next))
                        .findFirst();
    }

    /** The last one before a day; empty if there is none. */
    Optional<LocalDate> before(LocalDate day) {
        return only == null
                ? look(day, next -> next.minusDays(1))
                : new TreeSet<>(only.headSet(day))
                        .descendingSet().stream()
                                .filter(next -> !excluded.contains(next))
                                .findFirst();
    }

    private Optional<LocalDate> look(LocalDate from, UnaryOperator<LocalDate> step) {
        LocalDate day = step.apply(from);
        for (int looked = 0; looked < MAX_LOOK_DAYS; looked++) {
            if (contains(day)) {
                return Optional.of(day);
            }
            day = step.apply(day);
        }
        return Optional.empty();
    }
}
