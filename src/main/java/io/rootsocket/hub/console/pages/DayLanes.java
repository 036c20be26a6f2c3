package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.pages.DayLane.Mark;
import io.rootsocket.hub.console.pages.DayLane.Tick;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.schedule.ledger.LedgerReport.Tally;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The last and the next 24 hours of all schedules, a lane for each.
 *
 * @param lanes by name
 * @param left how many more schedules there are
 * @param ticks the hours
 * @param zone in which the hours are told
 */
record DayLanes(List<DayLane> lanes, int left, List<Tick> ticks, ZoneId zone) {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int MAX_LANES = 60;

    DayLanes {
        lanes = List.copyOf(lanes);
        ticks = List.copyOf(ticks);
    }

    static DayLanes of(ScheduleControl schedules, Instant now, ZoneId zone) {
        var scale = new Scale(now.minus(DAY), now.plus(DAY));
        Map<String, List<Tally>> past = schedules.report().tallies(scale.from(), now, STEP, Optional.empty()).stream()
                .collect(Collectors.groupingBy(Tally::route));
        Map<String, List<PlannedOccurrence>> coming = schedules.planned(now, scale.to(), Optional.empty()).stream()
                .collect(Collectors.groupingBy(PlannedOccurrence::route));
        var names = new TreeMap<String, ZoneId>();
        past.keySet().forEach(route -> names.put(route, zone));
        schedules.lines().forEach(line -> names.put(line.route(), line.zone()));
        List<DayLane> lanes = names.entrySet().stream()
                .limit(MAX_LANES)
                .map(route -> lane(
                        route.getKey(),
                        past.getOrDefault(route.getKey(), List.of()),
                        coming.getOrDefault(route.getKey(), List.of()),
                        scale,
                        route.getValue()))
                .toList();
        return new DayLanes(lanes, names.size() - lanes.size(), hours(scale, zone), zone);
    }

    /** Where a time is between two others. */
    private record Scale(Instant from, Instant to) {

        double x(Instant at) {
            return 100.0
                    * Duration.between(from, at).toMillis()
                    / Duration.between(from, to).toMillis();
        }
    }

    private static DayLane lane(
            String route, List<Tally> past, List<PlannedOccurrence> coming, Scale scale, ZoneId zone) {
        var marks = new ArrayList<Mark>();
        var counts = new LinkedHashMap<String, Long>();
        for (Tally tally : past) {
            marks.add(Mark.of(tally, scale::x, zone));
            counts.merge(tally.outcome().toString(), tally.count(), Long::sum);
        }
        for (PlannedOccurrence planned : coming) {
            marks.add(Mark.of(planned, scale::x, 100));
        }
        String was = counts.entrySet().stream()
                .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                .collect(Collectors.joining(", "));
        String comes = coming.stream().anyMatch(planned -> planned.rhythm() != null)
                ? coming.get(0).rhythm() + " from now on"
                : coming.stream().filter(planned -> !planned.mark().isLeftOut()).count() + " coming";
        return new DayLane(
                route, route, marks, "%s: %s, %s".formatted(route, was.isEmpty() ? "nothing was due" : was, comes));
    }

    /** Every third hour on the wall, but for where `now` stands; where there is little room, every twelfth. */
    private static List<Tick> hours(Scale scale, ZoneId zone) {
        var ticks = new ArrayList<Tick>();
        ZonedDateTime hour =
                scale.from().atZone(zone).truncatedTo(ChronoUnit.HOURS).plusHours(1);
        for (; hour.toInstant().isBefore(scale.to()); hour = hour.plusHours(1)) {
            double x = scale.x(hour.toInstant());
            if (hour.getHour() % 3 == 0 && x > 1 && x < 99 && Math.abs(x - 50) > 3) {
                boolean midnight = hour.getHour() == 0;
                ticks.add(Tick.at(
                        x,
                        midnight
                                ? "%s %d"
                                        .formatted(
                                                hour.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                                                hour.getDayOfMonth())
                                : "%02d".formatted(hour.getHour()),
                        hour.getHour() % 12 == 0));
            }
        }
        return ticks;
    }
}
