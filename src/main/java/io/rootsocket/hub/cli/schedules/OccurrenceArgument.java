package io.rootsocket.hub.cli.schedules;

import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.TimeArgument;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence.Mark;
import io.rootsocket.hub.text.TimeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which occurrence of a route a person means: its time, or the day on which one time is due. */
final class OccurrenceArgument {

    private OccurrenceArgument() {}

    /**
     * @param skipped whether one is meant that is skipped already
     * @throws AdminException if it is no time, or if not one time is due on that day; the message says which are
     */
    static Instant read(AdminOptions admin, String route, String text, boolean skipped) throws InterruptedException {
        Optional<LocalDate> day = day(text);
        return day.isEmpty() ? TimeArgument.instant(text) : onlyOne(admin, route, day.get(), skipped);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant onlyOne(AdminOptions admin, String route, LocalDate day, boolean skipped)
            throws InterruptedException {
        ZoneId zone = Stream.of(AdminOptions.read(admin.get("/api/schedules"), ScheduleLine[].class))
                .filter(line -> line.route().equals(route))
                .map(ScheduleLine::zone)
                .findFirst()
                .orElseThrow(() -> new AdminException(
                        ExitCode.FIX_CONFIGURATION,
                        "No route `%s` is scheduled. `hub schedules` lists those that are.".formatted(route),
                        null));
        String path = "/api/schedules/occurrences?from=%s&to=%s&route=%s"
                .formatted(
                        day.atStartOfDay(zone).toInstant(),
                        day.plusDays(1).atStartOfDay(zone).toInstant(),
                        URLEncoder.encode(route, StandardCharsets.UTF_8));
        List<Instant> due = Stream.of(AdminOptions.read(admin.get(path), PlannedOccurrence[].class))
                .filter(planned -> planned.mark() != Mark.EXCLUDED && (planned.mark() == Mark.SKIPPED) == skipped)
                .map(PlannedOccurrence::at)
                .filter(at -> at.isAfter(Instant.now()))
                .toList();
        if (due.size() == 1) {
            return due.get(0);
        }
        throw new AdminException(
                ExitCode.USAGE,
                due.isEmpty()
                        ? "Nothing of %s is %s on %s.".formatted(route, skipped ? "skipped" : "due", day)
                        : "%s is due %d times on %s. Say which: %s%s"
                                .formatted(
                                        route,
                                        due.size(),
                                        day,
                                        due.stream()
                                                .limit(5)
                                                .map(at -> TimeText.of(at, zone))
                                                .collect(Collectors.joining(", ")),
                                        due.size() > 5 ? ", …" : "."),
                null);
    }
}
