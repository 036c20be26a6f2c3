package io.rootsocket.hub.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the routes does to the schedule of one of them.
 *
 * @param route the route's id
 * @param was the schedule before, in words; null if the route had none
 * @param is the schedule after, in words; null if the route has none
 * @param removed the occurrences that are no more
 * @param added the occurrences that are new
 */
public record ScheduleChange(
        String route,
        @Nullable String was,
        @Nullable String is,
        List<PlannedOccurrence> removed,
        List<PlannedOccurrence> added) {

    private static final int MOST = 10_000;

    /**
     * The changes from one set of schedules to another, by route; a schedule that stays the same is none.
     *
     * @param from only occurrences from then on are compared
     * @param to only occurrences before then are compared
     */
    public static List<ScheduleChange> between(
            Map<String, RouteSchedule> before, Map<String, RouteSchedule> after, Instant from, Instant to) {
        Set<String> routes = new TreeSet<>(before.keySet());
        routes.addAll(after.keySet());
        return routes.stream()
                .filter(route -> differ(before.get(route), after.get(route)))
                .map(route -> of(route, before.get(route), after.get(route), from, to))
                .toList();
    }

    private static boolean differ(@Nullable RouteSchedule before, @Nullable RouteSchedule after) {
        return before == null || !before.equals(after);
    }

    private static ScheduleChange of(
            String route, @Nullable RouteSchedule before, @Nullable RouteSchedule after, Instant from, Instant to) {
        List<PlannedOccurrence> were = planned(before, from, to);
        List<PlannedOccurrence> are = planned(after, from, to);
        return new ScheduleChange(
                route,
                before == null ? null : ScheduleText.of(before),
                after == null ? null : ScheduleText.of(after),
                without(were, are),
                without(are, were));
    }

    private static List<PlannedOccurrence> planned(@Nullable RouteSchedule schedule, Instant from, Instant to) {
        return schedule == null
                ? List.of()
                : schedule.timetable().between(from.minusMillis(1), to.minusMillis(1), MOST).stream()
                        .map(at -> PlannedOccurrence.of(schedule, at))
                        .toList();
    }

    private static List<PlannedOccurrence> without(List<PlannedOccurrence> all, List<PlannedOccurrence> others) {
        var instants = new TreeSet<Instant>();
        others.forEach(other -> instants.add(other.at()));
        var left = new ArrayList<>(all);
        left.removeIf(one -> instants.contains(one.at()));
        return left;
    }

    /** One line: what it was, what it is, and what that adds and removes. */
    @JsonProperty
    public String summary() {
        String what = was == null
                ? "new: %s".formatted(is)
                : is == null ? "gone: %s".formatted(was) : was.equals(is) ? is : "%s -> %s".formatted(was, is);
        return "Schedule of %s: %s. Adds %s. Removes %s.".formatted(route, what, times(added), times(removed));
    }

    private static String times(List<PlannedOccurrence> occurrences) {
        return switch (occurrences.size()) {
            case 0 -> "nothing";
            case 1 -> "1 time: " + occurrences.get(0).local();
            default ->
                "%s%d times, the first %s"
                        .formatted(
                                occurrences.size() == MOST ? "at least " : "",
                                occurrences.size(),
                                occurrences.get(0).local());
        };
    }
}
