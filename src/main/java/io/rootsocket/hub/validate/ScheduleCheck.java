package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.EndpointUse.Option;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.schedule.timetable.CronText;
import io.rootsocket.hub.schedule.timetable.WhenText;
import io.rootsocket.hub.text.NearestWord;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks schedules: that Quartz reads them, that the time zone exists, and that they fire some day. */
final class ScheduleCheck {

    private static final String ZONE = "trigger.timeZone";

    private final Clock clock;
    private final Findings findings;

    ScheduleCheck(Clock clock, Findings findings) {
        this.clock = clock;
        this.findings = findings;
    }

    void check(EndpointUse use) {
        scheduler(use);
        if (use.scheme().equals("quartz")) {
            zone(use);
            // In a URI, + stands for a space.
            use.option("cron").ifPresent(cron -> cron(use, cron, cron.value().replace('+', ' ')));
        } else if (use.scheme().equals("schedule")) {
            zone(use);
            one(use);
            use.option("cron")
                    .ifPresent(crons -> Arrays.stream(
                                    crons.value().replace('+', ' ').split(";"))
                            .map(String::strip)
                            .filter(cron -> !cron.isEmpty())
                            .forEach(cron -> cron(use, crons, cron)));
            use.option("when").filter(when -> !EndpointUse.isOpen(when.value())).ifPresent(when -> words(use, when));
            new CalendarCheck(clock, findings).check(use);
        } else if (use.scheme().equals("cron")) {
            use.option("schedule")
                    .ifPresent(cron -> cron(use, cron, withSeconds(cron.value().replace('+', ' '))));
        }
    }

    /** Any component that asks again and again can have Quartz say when. */
    private void scheduler(EndpointUse use) {
        if (use.option("scheduler")
                .filter(scheduler -> scheduler.value().equals("quartz"))
                .isEmpty()) {
            return;
        }
        Optional<Option> cron = use.option("scheduler.cron");
        if (cron.isPresent()) {
            cron(use, cron.get(), cron.get().value().replace('+', ' '));
        } else {
            findings.error(
                    Rule.SCHEDULE,
                    use.place("scheduler"),
                    "The scheduler `quartz` needs a cron expression, and there is none.",
                    "Add `scheduler.cron: \"0 0 9 ? * MON-FRI\"`.");
        }
    }

    private void one(EndpointUse use) {
        List<Option> options = Stream.of("when", "cron", "every")
                .flatMap(option -> use.option(option).stream())
                .toList();
        List<String> given = options.stream().map(Option::name).toList();
        boolean isKnown = options.stream().noneMatch(option -> EndpointUse.isOpen(option.value()));
        if (given.size() != 1 && isKnown) {
            findings.error(
                    Rule.SCHEDULE,
                    given.isEmpty() ? use.uriNode() : use.place(given.get(1)),
                    given.isEmpty()
                            ? "The schedule does not say when."
                            : "The schedule says twice when: with `%s` and with `%s`."
                                    .formatted(given.get(0), given.get(1)),
                    given.isEmpty()
                            ? "Add `when: every weekday at 09:15`, a `cron` expression, or an interval such as `every: 30s`."
                            : "Keep one of them.");
        }
    }

    private void zone(EndpointUse use) {
        zoneOption(use).filter(zone -> !EndpointUse.isOpen(zone.value())).ifPresent(zone -> {
            try {
                ZoneId.of(zone.value());
            } catch (DateTimeException e) {
                findings.error(
                        Rule.SCHEDULE,
                        zone.valueNode(),
                        "There is no time zone `%s`.".formatted(zone.value()),
                        NearestWord.suggestion(zone.value(), ZoneId.getAvailableZoneIds())
                                .or(() -> Optional.of("Write it like Europe/Madrid.")));
            }
        });
    }

    private static Optional<Option> zoneOption(EndpointUse use) {
        return use.option(use.scheme().equals("quartz") ? ZONE : "zone");
    }

    /** {@code cron:} also takes the five fields of Unix. */
    private static String withSeconds(String cron) {
        return cron.strip().split("\\s+").length == 5
                ? new CronText(cron).correction().orElse(cron)
                : cron;
    }

    private void cron(EndpointUse use, Option option, String text) {
        if (EndpointUse.isOpen(text)) {
            return;
        }
        var cron = new CronText(text);
        Optional<String> mistake = cron.mistake();
        if (mistake.isPresent()) {
            findings.error(
                    Rule.SCHEDULE,
                    option.valueNode(),
                    "Quartz cannot read the schedule `%s`: %s"
                            .formatted(cron.shown(), mistake.get().strip().replaceFirst("([^.])$", "$1.")),
                    cron.correction()
                            .map("Did you mean `%s`?"::formatted)
                            .or(() -> Optional.of(
                                    "Write six fields: second minute hour day-of-month month day-of-week, with a `?`"
                                            + " for the day field that does not matter.")));
        } else if (cron.nextAfter(clock.instant(), zoneOf(use)).isEmpty()) {
            findings.error(
                    Rule.SCHEDULE,
                    option.valueNode(),
                    "The schedule `%s` never fires."
                            .formatted(option.name().equals("when") ? option.value() : cron.shown()),
                    "Name a day that comes.");
        }
    }

    private void words(EndpointUse use, Option when) {
        try {
            WhenText.of(when.value()).crons().forEach(cron -> cron(use, when, cron));
        } catch (IllegalArgumentException e) {
            findings.error(
                    Rule.SCHEDULE,
                    when.valueNode(),
                    "`%s` is no time that can be read. %s".formatted(when.value(), e.getMessage()),
                    WhenText.advice());
        }
    }

    private static ZoneId zoneOf(EndpointUse use) {
        try {
            return zoneOption(use).map(Option::value).map(ZoneId::of).orElse(ZoneId.systemDefault());
        } catch (DateTimeException notAZone) {
            return ZoneOffset.UTC;
        }
    }
}
