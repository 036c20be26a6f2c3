package io.rootsocket.hub.validate;

import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Option;
import io.rootsocket.hub.routes.finding.Finding.Related;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.schedule.timetable.Calendars;
import io.rootsocket.hub.schedule.timetable.OnHoliday;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.schedule.timetable.WhenText;
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
import org.jspecify.annotations.Nullable;

/** Checks that the calendars of a schedule exist, can be read, and leave it a day. */
final class CalendarCheck {

    private final Clock clock;
    private final Findings findings;

    CalendarCheck(Clock clock, Findings findings) {
        this.clock = clock;
        this.findings = findings;
    }

    void check(EndpointUse use) {
        Optional<Option> excluding = named(use, "calendar");
        Optional<Option> only = named(use, "onlyOn");
        if (findings.hasErrors()) {
            return;
        }
        var excluded = new TreeSet<LocalDate>();
        var onlyDays = new TreeSet<LocalDate>();
        if (!areRead(excluding, excluded) || !areRead(only, onlyDays)) {
            return;
        }
        Optional<Option> said = only.or(() -> excluding);
        if (said.isPresent() && isNeverDue(use, excluded, only.isPresent() ? onlyDays : null)) {
            findings.error(
                    Rule.SCHEDULE,
                    said.get().valueNode(),
                    only.isPresent()
                            ? "The schedule never fires: none of the days that it may fire on is to come and due."
                            : "The schedule never fires: its calendar leaves out every day on which it would.",
                    only.isPresent() ? "Add days to come to the calendar." : "Exclude fewer days.");
        }
    }

    private static Optional<Option> named(EndpointUse use, String option) {
        return use.option(option).filter(names -> !EndpointUse.isOpen(names.value()));
    }

    /** @return false if one of the calendars cannot be used, which is said */
    private boolean areRead(Optional<Option> names, TreeSet<LocalDate> days) {
        var calendars = new Calendars(folder());
        for (String name : names.map(option -> option.value().split(",")).orElseGet(() -> new String[0])) {
            Option option = names.orElseThrow();
            if (!calendars.has(name.strip())) {
                findings.error(
                        Rule.SCHEDULE,
                        option.valueNode(),
                        "There is no calendar `%s`.".formatted(name.strip()),
                        "Put %s.yaml or %s.ics into %s.".formatted(name.strip(), name.strip(), calendars.folder()));
                return false;
            }
            try {
                days.addAll(calendars.of(name.strip()));
            } catch (IllegalArgumentException unusable) {
                calendars.file(name.strip()).ifPresent(file -> odd(option, file, unusable));
                return false;
            }
        }
        return true;
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

    private boolean isNeverDue(EndpointUse use, TreeSet<LocalDate> excluded, @Nullable TreeSet<LocalDate> only) {
        try {
            var timetable =
                    new Timetable(crons(use), every(use), zone(use), null, null, excluded, only, onHoliday(use));
            Instant horizon = Calendars.HORIZON.atStartOfDay(ZoneOffset.UTC).toInstant();
            return timetable
                    .after(clock.instant())
                    .filter(next -> next.isBefore(horizon))
                    .isEmpty();
        } catch (IllegalArgumentException | DateTimeException said) {
            return false;
        }
    }

    private static @Nullable OnHoliday onHoliday(EndpointUse use) {
        return use.option("onHoliday").stream()
                .flatMap(option -> Arrays.stream(OnHoliday.values())
                        .filter(value -> value.toString().equals(option.value())))
                .findFirst()
                .orElse(null);
    }

    private static List<String> crons(EndpointUse use) {
        Optional<Option> when = use.option("when");
        if (when.isPresent()) {
            return WhenText.of(when.get().value()).crons();
        }
        return use.option("cron").stream()
                .flatMap(
                        option -> Arrays.stream(option.value().replace('+', ' ').split(";")))
                .map(String::strip)
                .filter(cron -> !cron.isEmpty())
                .toList();
    }

    private static Duration every(EndpointUse use) {
        Optional<Option> when = use.option("when");
        if (when.isPresent()) {
            return WhenText.of(when.get().value()).every();
        }
        return use.option("every").isPresent() ? Duration.ofMinutes(1) : Duration.ZERO;
    }

    private static ZoneId zone(EndpointUse use) {
        return use.option("zone").map(Option::value).map(ZoneId::of).orElse(ZoneOffset.UTC);
    }
}
