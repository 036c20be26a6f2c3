package io.rootsocket.hub.cli.alarms;

import io.rootsocket.hub.alarm.Alarm;
import io.rootsocket.hub.alarm.AlarmReport;
import io.rootsocket.hub.alarm.AlarmSeverity;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.OneLine;
import io.rootsocket.hub.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a monitoring system is told, as Nagios wants it.
 *
 * @param state which also is the exit code
 * @param words one line
 * @param numbers what may be drawn: {@code critical=1;;0;0}
 */
record CheckResult(State state, String words, String numbers) {

    /** The hub looks every few seconds; so long after the last time, it does not any more. */
    private static final Duration LOOK_LATE = Duration.ofMinutes(1);
    /** What waits for longer to be told, nobody hears. */
    private static final Duration UNTOLD_LATE = Duration.ofMinutes(15);

    /** The exit codes of all such checks. */
    enum State {
        OK,
        WARNING,
        CRITICAL,
        UNKNOWN;

        int exitCode() {
            return ordinal();
        }
    }

    static CheckResult of(AlarmReport report, Clock clock) {
        Instant now = clock.instant();
        if (report.problem() != null) {
            return critical("It is not known what is wrong. " + report.problem());
        }
        if (report.lookedAt() != null && report.lookedAt().isBefore(now.minus(LOOK_LATE))) {
            return critical("The hub has not looked at its alarms since %s."
                    .formatted(TimeText.of(report.lookedAt(), clock.getZone())));
        }
        long critical = report.count(AlarmSeverity.CRITICAL);
        long warnings = report.count(AlarmSeverity.WARNING);
        String numbers = "critical=%d;;0;0 warning=%d;0;;0".formatted(critical, warnings);
        Optional<Instant> untold = Optional.ofNullable(report.untoldSince())
                .filter(since -> since.isBefore(now.minus(UNTOLD_LATE))
                        && !report.tellers().isEmpty());
        if (report.raised().isEmpty() && untold.isPresent()) {
            return new CheckResult(
                    State.WARNING,
                    "An alarm waits since %s to be told by route %s."
                            .formatted(TimeText.of(untold.get(), clock.getZone()), String.join(", ", report.tellers())),
                    numbers);
        }
        State state = critical > 0 ? State.CRITICAL : warnings > 0 ? State.WARNING : State.OK;
        return new CheckResult(state, words(report.raised(), clock), numbers);
    }

    /** The worst and oldest first, in all its words. */
    private static String words(List<Alarm> raised, Clock clock) {
        List<Alarm> worstFirst = raised.stream()
                .sorted(Comparator.comparing(Alarm::severity).reversed().thenComparing(Alarm::since))
                .toList();
        if (worstFirst.isEmpty()) {
            return "no alarm is raised.";
        }
        Alarm worst = worstFirst.get(0);
        String first = "%s since %s: %s Do: %s"
                .formatted(worst.topic(), TimeText.of(worst.since(), clock.getZone()), worst.what(), worst.command());
        return worstFirst.size() == 1
                ? first
                : "%s, the worst of them %s".formatted(Counted.of(worstFirst.size(), "alarm"), first);
    }

    static CheckResult critical(String why) {
        return new CheckResult(State.CRITICAL, why, "");
    }

    static CheckResult unknown(String why) {
        return new CheckResult(State.UNKNOWN, why, "");
    }

    /** {@code HUB CRITICAL - … | critical=1;;0;0 warning=0;0;;0}. */
    String line() {
        String plain = OneLine.of(words).replace('|', '/');
        return "HUB %s - %s%s".formatted(state, plain, numbers.isEmpty() ? "" : " | " + numbers);
    }
}
