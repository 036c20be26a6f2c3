package io.rootsocket.hub.cli.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.alarm.Alarm;
import io.rootsocket.hub.alarm.AlarmReport;
import io.rootsocket.hub.alarm.AlarmSeverity;
import io.rootsocket.hub.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultTest {

    private final MutableClock clock = MutableClock.at("2026-11-26T03:10:00Z");
    private final Instant now = clock.instant();

    private Alarm alarm(AlarmSeverity severity, String topic, String what) {
        Instant since = now.minusSeconds(600);
        return new Alarm(
                1,
                topic,
                "orders",
                severity,
                since,
                what,
                "Ask.",
                "hub routes",
                null,
                1,
                since,
                now,
                since,
                1,
                1,
                null,
                0);
    }

    private AlarmReport report(Alarm... raised) {
        return new AlarmReport(List.of(raised), now, null, null, List.of("alarms"));
    }

    @Test
    void isWellWithoutAnAlarm() {
        CheckResult result = CheckResult.of(report(), clock);

        assertThat(result.state().exitCode()).isZero();
        assertThat(result.line()).isEqualTo("HUB OK - no alarm is raised. | critical=0;;0;0 warning=0;0;;0");
    }

    @Test
    void saysTheWorstFirstAndWhatToDoAboutIt() {
        CheckResult result = CheckResult.of(
                report(
                        alarm(AlarmSeverity.WARNING, "disk.low", "The disk is full."),
                        alarm(AlarmSeverity.CRITICAL, "route.silent", "Nothing came.")),
                clock);

        assertThat(result.state().exitCode()).isEqualTo(2);
        assertThat(result.line())
                .isEqualTo(
                        "HUB CRITICAL - 2 alarms, the worst of them route.silent since 2026-11-26 03:00:00+00: Nothing came."
                                + " Do: hub routes | critical=1;;0;0 warning=1;0;;0");
    }

    @Test
    void warnsOfWhatCanWaitUntilTheMorning() {
        assertThat(CheckResult.of(report(alarm(AlarmSeverity.WARNING, "disk.low", "Full.")), clock)
                        .state()
                        .exitCode())
                .isEqualTo(1);
    }

    /** What is behind the bar is for programs, and one line is all they read. */
    @Test
    void keepsStrangersWordsOutOfTheNumbersAndInOneLine() {
        String line = CheckResult.of(
                        report(alarm(AlarmSeverity.CRITICAL, "route.failing", "bad | critical=0\nHUB OK \u001b[31m")),
                        clock)
                .line();

        assertThat(line).doesNotContain("\n").doesNotContain("\u001b");
        assertThat(line.chars().filter(character -> character == '|')).hasSize(1);
    }

    @Test
    void isCriticalWhenNobodyHasLookedForAMinute() {
        clock.advance(Duration.ofMinutes(2));

        assertThat(CheckResult.of(report(), clock).state()).isEqualTo(CheckResult.State.CRITICAL);
    }

    @Test
    void isCriticalWhileItIsNotKnownWhatIsWrong() {
        var blind = new AlarmReport(List.of(), now, "The database does not answer: gone.", null, List.of());

        assertThat(CheckResult.of(blind, clock).line()).startsWith("HUB CRITICAL - It is not known what is wrong.");
    }

    @Test
    void warnsOfAnAlarmThatNoRouteTakes() {
        var untold = new AlarmReport(List.of(), now, null, now.minus(Duration.ofMinutes(20)), List.of("alarms"));

        assertThat(CheckResult.of(untold, clock).line()).startsWith("HUB WARNING - An alarm waits since");
    }
}
