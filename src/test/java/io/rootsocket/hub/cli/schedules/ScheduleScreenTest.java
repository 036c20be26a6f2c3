package io.rootsocket.hub.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.HistoryScreen;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.console.api.GenerationAnswer;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence;
import io.rootsocket.hub.schedule.timetable.PlannedOccurrence.Mark;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.schedule.timetable.ScheduleChange;
import io.rootsocket.hub.schedule.timetable.Timetable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code hub schedules} and {@code hub history}, as a person sees them. */
class ScheduleScreenTest {

    private static final Instant NOW = Instant.parse("2026-11-26T16:51:48Z");
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Times TIMES = new Times(Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
    private static final ScheduleScreen TEXT = new ScheduleScreen(TIMES);

    private static String shown(Table table) {
        return String.join("\n", table.lines(new Screen(new PrintWriter(new StringWriter()), 80, false, TIMES)));
    }

    private static LedgerEntry entry(String route, Outcome outcome, String detail, @Nullable String who) {
        return new LedgerEntry(new Occurrence(route, NOW.minusSeconds(300)), outcome, detail, "hub", NOW, NOW, 1, who);
    }

    private static RouteSchedule schedule(String route, String cron, String... excluded) {
        var days = new TreeSet<LocalDate>();
        for (String day : excluded) {
            days.add(LocalDate.parse(day));
        }
        return new RouteSchedule(
                route, new Timetable(List.of(cron), Duration.ZERO, MADRID, null, null, days), FirePolicy.DEFAULT);
    }

    @Test
    void showsWhatIsNextAndWhatBecameOfTheLast() {
        var lines = List.of(
                new ScheduleLine("poll", "every 30 s", "every 30 s", MADRID, NOW.minusMillis(20), false, null),
                new ScheduleLine(
                        "announce-standup",
                        "0 15 9 ? * MON-FRI Europe/Madrid, not on nyc",
                        "at 09:15 every day between Monday and Friday",
                        MADRID,
                        Instant.parse("2026-11-27T08:15:00Z"),
                        false,
                        entry("announce-standup", Outcome.FAILED, "no", null)),
                new ScheduleLine(
                        "month-end", "0 0 10 L * ? UTC", "at 10:00 on the last day", MADRID, null, true, null));

        assertThat(shown(TEXT.lines(StrictJson.tree(lines)))).isEqualTo("""
                LAST    NEXT                             ROUTE             WHEN
                -       2026-11-26 17:51:47+01  now      poll              every 30 s
                failed  2026-11-27 09:15:00+01  in 15 h  announce-standup
                    0 15 9 ? * MON-FRI Europe/Madrid, not on nyc
                -       paused                           month-end         0 0 10 L * ? UTC""");
    }

    @Test
    void showsWhatIsSkippedPausedAndExcludedAsSuch() {
        var daily = schedule("daily", "0 0 9 * * ?");
        PlannedOccurrence first = PlannedOccurrence.of(daily, Instant.parse("2026-11-27T08:00:00Z"));
        PlannedOccurrence second = PlannedOccurrence.of(daily, Instant.parse("2026-11-28T08:00:00Z"));
        PlannedOccurrence gap = PlannedOccurrence.of(daily, Instant.parse("2027-03-28T01:00:00Z"));
        var planned = List.of(
                first.withRhythm("every 30 s"),
                first.marked(Mark.SKIPPED),
                second.excludedBy("nyc", Optional.of(LocalDate.of(2026, 11, 30))),
                second.marked(Mark.PAUSED),
                gap);

        assertThat(shown(TEXT.occurrences(StrictJson.tree(planned)))).isEqualTo("""
                STATE         DUE                                  ROUTE  NOTE
                due           2026-11-27 09:00:00+01  in 15 h      daily  every 30 s
                skipped       2026-11-27 09:00:00+01  in 15 h      daily
                holiday: nyc  2026-11-28 09:00:00+01  in 39 h      daily  moved to 2026-11-30
                paused        2026-11-28 09:00:00+01  in 39 h      daily
                due           2027-03-28 03:00:00+02  in 121 days  daily
                    the clocks go forward: at the end of the gap""");
    }

    @Test
    void doesNotSayThatWhatIsPastAndNeverFiredIsDue() {
        PlannedOccurrence past =
                PlannedOccurrence.of(schedule("daily", "0 0 9 * * ?"), Instant.parse("2026-11-25T08:00:00Z"));
        var planned = List.of(
                past.past(PlannedOccurrence.NOT_FIRED),
                past.past("delivered"),
                past.withRhythm("daily").past("past"));

        assertThat(shown(TEXT.occurrences(StrictJson.tree(planned)))).isEqualTo("""
                STATE      DUE                               ROUTE  NOTE
                not fired  2026-11-25 09:00:00+01  32 h ago  daily
                delivered  2026-11-25 09:00:00+01  32 h ago  daily
                past       2026-11-25 09:00:00+01  32 h ago  daily  daily""");
    }

    @Test
    void letsNobodySteerTheTerminalByTheLedger() {
        var entries = List.of(
                entry("case-esc", Outcome.FAILED, "\u001b[31mred\u001b[2J gone\u202e esrever", null),
                entry("daily", Outcome.SKIPPED, "skipped", "ana"));

        assertThat(shown(TEXT.ledger(StrictJson.tree(entries)))).isEqualTo("""
                OUTCOME  DUE                                ROUTE     DETAIL
                failed   2026-11-26 16:46:48+00  5 min ago  case-esc
                    \\u001b[31mred\\u001b[2J gone\\u202e esrever
                skipped  2026-11-26 16:46:48+00  5 min ago  daily     skipped, by ana""");
    }

    @Test
    void tellsAChangeByItsSign() {
        var before = Map.of(
                "gone", schedule("gone", "0 0 9 * * ?"),
                "moved", schedule("moved", "0 0 9 * * ?"),
                "same", schedule("same", "0 0 9 * * ?"));
        var after = Map.of(
                "new",
                new RouteSchedule(
                        "new",
                        new Timetable(List.of(), Duration.ofSeconds(1), MADRID, null, null, new TreeSet<>()),
                        FirePolicy.DEFAULT),
                "moved",
                schedule("moved", "0 0 10 * * ?"),
                "same",
                schedule("same", "0 0 9 * * ?", "2026-11-27", "2026-11-29"));

        var changes = ScheduleChange.between(before, after, NOW, NOW.plus(Duration.ofDays(7)));

        assertThat(shown(TEXT.changes(StrictJson.tree(changes)))).isEqualTo("""
                -gone: was 0 0 9 * * ? Europe/Madrid
                ~moved: 0 0 9 * * ? Europe/Madrid -> 0 0 10 * * ? Europe/Madrid, next 2026-11-27
                10:00:00+01
                +new: every 1 s, next 2026-11-26 17:51:48+01
                ~same: 0 0 9 * * ? Europe/Madrid, not any more at 2026-11-27 09:00:00+01 and 1
                time more, next 2026-11-28 09:00:00+01""");
        assertThat(shown(TEXT.changes(StrictJson.tree(List.of())))).isEqualTo("No schedule would change.");
    }

    @Test
    void showsAGenerationALineAndAllOfOne() {
        var refused = new GenerationAnswer(
                new Generation(
                        12,
                        NOW.minusSeconds(7_200),
                        "saved",
                        Result.REFUSED,
                        List.of(),
                        List.of("typo.yaml:7: Unknown step `lgo`."),
                        Map.of()),
                List.of("~typo.yaml"),
                "");
        var start = new GenerationAnswer(
                new Generation(1, NOW.minusSeconds(86_400), "start", Result.APPLIED, List.of(), List.of(), Map.of()),
                List.of(
                        "+announce-standup.yaml",
                        "+announcements.yaml",
                        "+fan-out.yaml",
                        "+github-push.yaml",
                        "+x.yaml"),
                "");
        var text = new HistoryScreen(TIMES);

        assertThat(shown(text.table(List.of(refused, start)))).isEqualTo("""
                N   RESULT   WHEN                              CAUSE  FILES
                12  refused  2026-11-26 14:51:48+00  2 h ago   saved  ~typo.yaml
                1   applied  2026-11-25 16:51:48+00  24 h ago  start
                    +announce-standup.yaml +announcements.yaml +fan-out.yaml +github-push.yaml…""");
        assertThat(shown(text.sheet(refused))).isEqualTo("""
                Number   12
                Result   refused
                When     2026-11-26 14:51:48+00 (2 h ago)
                Cause    saved
                Problem  typo.yaml:7: Unknown step `lgo`.
                Routes   -
                Files    ~typo.yaml""");
    }
}
