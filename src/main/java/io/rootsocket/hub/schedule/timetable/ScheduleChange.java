package io.rootsocket.hub.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.TimeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the routes does to the schedule of one of them.
 *
 * @param route the route's id
 * @param was the schedule before, in words; null if the route had none
 * @param is the schedule after, in words; null if the route has none
 * @param removed the occurrences that are no more
 * @param added the occurrences that are new
 * @param next when it is due first after the change; null if it is not within the range that is looked at
 */
public record ScheduleChange(
        String route,
        @Nullable String was,
        @Nullable String is,
        List<PlannedOccurrence> removed,
        List<PlannedOccurrence> added,
        @Nullable PlannedOccurrence next) {

    private static final int MAX_OCCURRENCES = 10_000;

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
                without(are, were),
                are.isEmpty() ? null : are.get(0));
    }

    private static List<PlannedOccurrence> planned(@Nullable RouteSchedule schedule, Instant from, Instant to) {
        return schedule == null
                ? List.of()
                : schedule.timetable().between(from.minusMillis(1), to.minusMillis(1), MAX_OCCURRENCES).stream()
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

    /**
     * One line: {@code +} for a new schedule, {@code -} for one that is gone, {@code ~} for another; and when it fires next.
     */
    @JsonProperty
    public String summary() {
        if (is == null) {
            return "-%s: was %s".formatted(route, was);
        }
        if (was == null) {
            return "+%s: %s%s".formatted(route, is, next(", next "));
        }
        return was.equals(is)
                ? "~%s: %s%s".formatted(route, is, otherDays())
                : "~%s: %s -> %s%s".formatted(route, was, is, next(", next "));
    }

    private String next(String before) {
        return next == null ? ", and is not due within that time" : before + TimeText.of(next.at(), next.zone());
    }

    /** What a calendar does. */
    private String otherDays() {
        return Stream.of(days(", not any more at ", removed), days(", also at ", added), next(", next "))
                .collect(Collectors.joining());
    }

    private static String days(String before, List<PlannedOccurrence> times) {
        if (times.isEmpty()) {
            return "";
        }
        PlannedOccurrence first = times.get(0);
        return before
                + TimeText.of(first.at(), first.zone())
                + (times.size() == 1 ? "" : " and %s more".formatted(Counted.of(times.size() - 1, "time")));
    }
}
