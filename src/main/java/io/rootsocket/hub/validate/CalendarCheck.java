package io.rootsocket.hub.validate;

import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Option;
import io.rootsocket.hub.routes.Finding.Related;
import io.rootsocket.hub.routes.Findings;
import io.rootsocket.hub.routes.Rule;
import io.rootsocket.hub.schedule.timetable.ExcludedDays;
import io.rootsocket.hub.schedule.timetable.Timetable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Checks that the calendars of a schedule exist, can be read, and leave it a day. */
final class CalendarCheck {

    private final Clock clock;
    private final Findings findings;

    CalendarCheck(Clock clock, Findings findings) {
        this.clock = clock;
        this.findings = findings;
    }

    void check(EndpointUse use) {
        Optional<Option> calendar = use.option("calendar").filter(names -> !EndpointUse.isOpen(names.value()));
        if (calendar.isEmpty() || findings.hasErrors()) {
            return;
        }
        var calendars = new ExcludedDays(folder());
        var excluded = new TreeSet<LocalDate>();
        for (String name : calendar.get().value().split(",")) {
            if (!calendars.has(name.strip())) {
                findings.error(
                        Rule.SCHEDULE,
                        calendar.get().valueNode(),
                        "There is no calendar `%s`.".formatted(name.strip()),
                        "Put %s.yaml or %s.ics into %s.".formatted(name.strip(), name.strip(), calendars.folder()));
                return;
            }
            try {
                excluded.addAll(calendars.of(name.strip()));
            } catch (IllegalArgumentException unusable) {
                calendars.file(name.strip()).ifPresent(file -> odd(calendar.get(), file, unusable));
                return;
            }
        }
        if (isNeverDue(use, excluded)) {
            findings.error(
                    Rule.SCHEDULE,
                    calendar.get().valueNode(),
                    "The schedule never fires: its calendar leaves out every day on which it would.",
                    "Exclude fewer days.");
        }
    }

    private void odd(Option calendar, Path file, IllegalArgumentException unusable) {
        int line =
                unusable.getCause() instanceof OddFileException odd ? odd.odd().line() : 1;
        findings.error(
                Rule.FILE,
                calendar.valueNode(),
                String.valueOf(unusable.getMessage()),
                "Until then this schedule is left as it was.",
                new Related(file, line, 1, "This is the calendar."));
    }

    private Path folder() {
        Path around = Optional.ofNullable(findings.file().toAbsolutePath().getParent())
                .orElseThrow();
        boolean kamelet = around.endsWith("kamelets");
        return (kamelet ? around.resolveSibling("calendars") : around.resolve("calendars")).normalize();
    }

    private boolean isNeverDue(EndpointUse use, TreeSet<LocalDate> excluded) {
        try {
            var timetable = new Timetable(crons(use), every(use), zone(use), null, null, excluded);
            Instant horizon = ExcludedDays.HORIZON.atStartOfDay(ZoneOffset.UTC).toInstant();
            return timetable
                    .after(clock.instant())
                    .filter(next -> next.isBefore(horizon))
                    .isEmpty();
        } catch (IllegalArgumentException | DateTimeException said) {
            return false;
        }
    }

    private static List<String> crons(EndpointUse use) {
        return use.option("cron").stream()
                .flatMap(
                        option -> Arrays.stream(option.value().replace('+', ' ').split(";")))
                .map(String::strip)
                .filter(cron -> !cron.isEmpty())
                .toList();
    }

    private static Duration every(EndpointUse use) {
        return use.option("every").isPresent() ? Duration.ofMinutes(1) : Duration.ZERO;
    }

    private static ZoneId zone(EndpointUse use) {
        return use.option("zone").map(Option::value).map(ZoneId::of).orElse(ZoneOffset.UTC);
    }
}
