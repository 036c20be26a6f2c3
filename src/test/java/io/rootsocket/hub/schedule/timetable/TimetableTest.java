package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    private static Timetable cron(String cron, ZoneId zone) {
        return Timetable.of(List.of(cron), zone);
    }

    private static List<Instant> year(Timetable timetable) {
        return timetable.between(
                Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"), 1_000_000);
    }

    /** What java.time alone says: walk all minutes of the wall's year, and find the instant of each that matches. */
    private static List<Instant> wall(ZoneId zone, Predicate<LocalDateTime> matches) {
        var instants = new TreeSet<Instant>();
        LocalDateTime end = LocalDateTime.of(2027, 1, 3, 0, 0);
        for (LocalDateTime time = LocalDateTime.of(2025, 12, 30, 0, 0);
                time.isBefore(end);
                time = time.plusMinutes(1)) {
            if (matches.test(time)) {
                instants.add(firstInstant(zone, time));
            }
        }
        return instants.stream()
                .filter(instant -> instant.isAfter(Instant.parse("2026-01-01T00:00:00Z"))
                        && !instant.isAfter(Instant.parse("2027-01-01T00:00:00Z")))
                .toList();
    }

    private static Instant firstInstant(ZoneId zone, LocalDateTime time) {
        ZonedDateTime resolved = ZonedDateTime.of(time, zone).withEarlierOffsetAtOverlap();
        if (resolved.toLocalDateTime().equals(time)) {
            return resolved.toInstant();
        }
        // The wall never shows it: look for the first minute behind the gap.
        LocalDateTime behind = time;
        while (!ZonedDateTime.of(behind, zone).toLocalDateTime().equals(behind)) {
            behind = behind.plusMinutes(1);
        }
        return behind.atZone(zone).toInstant();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Madrid", "America/New_York", "Australia/Lord_Howe"})
    void aYearOfTimesOfDayIsWhatJavaTimeSays(String name) {
        ZoneId zone = ZoneId.of(name);

        assertThat(year(cron("0 30 2 * * ?", zone)))
                .isEqualTo(wall(zone, time -> time.getHour() == 2 && time.getMinute() == 30));
        assertThat(year(cron("0 0/15 1-3 * * ?", zone)))
                .isEqualTo(
                        wall(zone, time -> time.getHour() >= 1 && time.getHour() <= 3 && time.getMinute() % 15 == 0));
        assertThat(year(cron("0 45 1 ? * SUN", zone)))
                .isEqualTo(wall(
                        zone,
                        time -> time.getDayOfWeek() == DayOfWeek.SUNDAY
                                && time.getHour() == 1
                                && time.getMinute() == 45));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Madrid", "America/New_York", "Australia/Lord_Howe"})
    void aRhythmGoesOnWhenClocksChange(String name) {
        ZoneId zone = ZoneId.of(name);

        List<Instant> everyTenMinutes = year(cron("0 0/10 * * * ?", zone));

        assertThat(everyTenMinutes).hasSize(365 * 24 * 6);
        for (int i = 1; i < everyTenMinutes.size(); i++) {
            assertThat(Duration.between(everyTenMinutes.get(i - 1), everyTenMinutes.get(i)))
                    .isEqualTo(Duration.ofMinutes(10));
        }
    }

    @Test
    void aTimeThatTheClocksLeaveOutHappensOnceWhenTheGapEnds() {
        Instant gapEnds = Instant.parse("2026-03-29T01:00:00Z");

        assertThat(cron("0 0/5 2 29 3 ?", MADRID).between(gapEnds.minusSeconds(60), gapEnds.plusSeconds(3600), 10))
                .containsExactly(gapEnds);
    }

    @Test
    void aTimeThatComesTwiceHappensTheFirstTime() {
        assertThat(cron("0 30 2 25 10 ?", MADRID)
                        .between(Instant.parse("2026-10-24T00:00:00Z"), Instant.parse("2026-10-26T00:00:00Z"), 10))
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void leavesOutExcludedDays() {
        var holidays = new TreeSet<>(Set.of(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 28)));
        var workdays = new Timetable(List.of("0 0 9 ? * MON-FRI"), Duration.ZERO, MADRID, null, null, holidays);

        assertThat(workdays.between(Instant.parse("2026-12-24T00:00:00Z"), Instant.parse("2026-12-30T00:00:00Z"), 10))
                .containsExactly(Instant.parse("2026-12-24T08:00:00Z"), Instant.parse("2026-12-29T08:00:00Z"));
    }

    @Test
    void hasTimesOnlyOnTheDaysOfACalendar() {
        var fair = new TreeSet<>(Set.of(LocalDate.of(2026, 12, 5), LocalDate.of(2026, 12, 24)));
        var holidays = new TreeSet<>(Set.of(LocalDate.of(2026, 12, 24)));
        var onFair = new Timetable(
                List.of("0 0 9,17 * * ?"), Duration.ZERO, MADRID, null, null, new TreeSet<>(), fair, null);
        var withoutHolidays =
                new Timetable(List.of("0 0 9 * * ?"), Duration.ZERO, MADRID, null, null, holidays, fair, null);

        assertThat(onFair.between(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"), 10))
                .extracting(instant -> LocalDateTime.ofInstant(instant, MADRID).toString())
                .containsExactly("2026-12-05T09:00", "2026-12-05T17:00", "2026-12-24T09:00", "2026-12-24T17:00");
        assertThat(withoutHolidays.between(
                        Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"), 10))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // The 15th of August 2026 is a Saturday, of November a Sunday, and of December a Tuesday that is excluded here.
        "next-working-day, 2026-08-17T10:00 2026-09-15T10:00 2026-10-15T10:00 2026-11-16T10:00 2026-12-16T10:00",
        "previous-working-day, 2026-08-14T10:00 2026-09-15T10:00 2026-10-15T10:00 2026-11-13T10:00 2026-12-14T10:00",
        "skip, 2026-08-15T10:00 2026-09-15T10:00 2026-10-15T10:00 2026-11-15T10:00"
    })
    void movesATimeToAWorkingDay(String onHoliday, String times) {
        var holidays = new TreeSet<>(Set.of(LocalDate.of(2026, 12, 15)));

        assertThat(moving("0 0 10 15 * ?", onHoliday, holidays)
                        .between(Instant.parse("2026-08-01T00:00:00Z"), Instant.parse("2026-12-31T00:00:00Z"), 10))
                .extracting(instant -> LocalDateTime.ofInstant(instant, MADRID).toString())
                .containsExactly(times.split(" "));
    }

    @Test
    void saysToWhichDayATimeMoves() {
        var holidays = new TreeSet<>(Set.of(LocalDate.of(2026, 12, 15)));
        Instant onHoliday = Instant.parse("2026-12-15T09:00:00Z");

        assertThat(moving("0 0 10 15 * ?", "next-working-day", holidays).dayInsteadOf(onHoliday))
                .hasValue(LocalDate.of(2026, 12, 16));
        assertThat(moving("0 0 10 15 * ?", "skip", holidays).dayInsteadOf(onHoliday))
                .isEmpty();
    }

    @Test
    void timesThatMeetOnAWorkingDayAreOneAndKeepTheOrderOfTheClock() {
        Timetable daily = Timetable.of(List.of("0 0 10 ? * SAT", "0 0 9 ? * SUN", "0 0 9,10 ? * MON"), MADRID);
        var moved = new Timetable(
                daily.crons(), Duration.ZERO, MADRID, null, null, new TreeSet<>(), null, OnHoliday.NEXT_WORKING_DAY);

        // From Saturday morning to Tuesday.
        assertThat(moved.between(Instant.parse("2026-11-28T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"), 10))
                .extracting(instant -> LocalDateTime.ofInstant(instant, MADRID).toString())
                .containsExactly("2026-11-30T09:00", "2026-11-30T10:00");
    }

    @Test
    void movesOverALongHolidayAndIntoNothingAfterTheLastOfTheOnlyDays() {
        var holidays = new TreeSet<LocalDate>();
        for (LocalDate day = LocalDate.of(2026, 7, 1); day.getYear() < 2027; day = day.plusDays(1)) {
            holidays.add(day);
        }
        var only = new TreeSet<>(Set.of(LocalDate.of(2026, 8, 14)));
        var last = new Timetable(
                List.of("0 0 10 15 * ?"),
                Duration.ZERO,
                MADRID,
                null,
                null,
                new TreeSet<>(),
                only,
                OnHoliday.NEXT_WORKING_DAY);

        assertThat(moving("0 0 10 15 * ?", "next-working-day", holidays).after(Instant.parse("2026-06-20T00:00:00Z")))
                .hasValueSatisfying(instant ->
                        assertThat(LocalDate.ofInstant(instant, MADRID)).isEqualTo("2027-01-01"));
        assertThat(last.between(Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"), 10))
                .extracting(instant -> LocalDateTime.ofInstant(instant, MADRID).toString())
                .containsExactly("2026-08-14T10:00");
    }

    @Test
    void isTheSameFromWhereverOneLooks() {
        Timetable moving = moving("0 0 10 13-16 * ?", "next-working-day", new TreeSet<>());
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        List<Instant> all = moving.between(Instant.parse("2026-01-01T00:00:00Z"), end, 100);

        for (Instant from = Instant.parse("2026-01-01T00:00:00Z");
                from.isBefore(end);
                from = from.plusSeconds(40_000)) {
            Instant now = from;
            assertThat(moving.after(now).filter(next -> next.isBefore(end)))
                    .isEqualTo(all.stream().filter(time -> time.isAfter(now)).findFirst());
        }
    }

    @Test
    void movesNoRhythm() {
        assertThatThrownBy(() -> moving("0 0 * * * ?", "next-working-day", new TreeSet<>()))
                .hasMessageContaining("`onHoliday` moves times of day");
    }

    @Test
    void isStoredAsBeforeWhereNothingIsNew() {
        assertThat(new RouteSchedule("r", Timetable.of(List.of("0 0 9 * * ?"), MADRID), FirePolicy.DEFAULT).toText())
                .doesNotContain("only", "onHoliday");
        var moving =
                new RouteSchedule("r", moving("0 0 9 * * ?", "next-working-day", new TreeSet<>()), FirePolicy.DEFAULT);
        assertThat(StoredSchedule.parse(moving.toText())).isEqualTo(moving);
    }

    private static Timetable moving(String cron, String onHoliday, TreeSet<LocalDate> holidays) {
        OnHoliday policy = Stream.of(OnHoliday.values())
                .filter(value -> value.toString().equals(onHoliday))
                .findFirst()
                .orElseThrow();
        return new Timetable(List.of(cron), Duration.ZERO, MADRID, null, null, holidays, null, policy);
    }

    @Test
    void addsTheTimesOfSeveralExpressionsAndCountsWhatTheyShareOnce() {
        var both = Timetable.of(List.of("0 0 9,12 * * ?", "0 0 12,18 * * ?"), ZoneOffset.UTC);

        assertThat(both.between(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"), 10))
                .extracting(instant -> instant.atZone(ZoneOffset.UTC).toLocalTime())
                .containsExactly(LocalTime.of(9, 0), LocalTime.of(12, 0), LocalTime.of(18, 0));
    }

    @Test
    void keepsWithinItsBounds() {
        Instant start = Instant.parse("2026-01-01T10:00:00Z");
        Instant end = Instant.parse("2026-01-01T12:00:00Z");
        var bounded = new Timetable(List.of("0 0 * * * ?"), Duration.ZERO, ZoneOffset.UTC, start, end, new TreeSet<>());

        assertThat(bounded.between(start.minus(1, ChronoUnit.DAYS), end.plus(1, ChronoUnit.DAYS), 10))
                .containsExactly(start, start.plusSeconds(3600), end);
        assertThat(bounded.after(end)).isEmpty();
    }

    @Test
    void anIntervalFallsOnTheSameInstantsOnEachNode() {
        var every = new Timetable(List.of(), Duration.ofSeconds(7), ZoneOffset.UTC, null, null, new TreeSet<>());
        var times = new ArrayList<Long>();
        every.between(Instant.ofEpochSecond(8), Instant.ofEpochSecond(30), 10)
                .forEach(instant -> times.add(instant.getEpochSecond()));

        assertThat(times).containsExactly(14L, 21L, 28L);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> cron("every day", MADRID))
                .hasMessageContaining("cron expression `every day` is not one");
        assertThatThrownBy(() -> Timetable.of(List.of(), MADRID)).hasMessageContaining("either `cron` or `every`");
        assertThatThrownBy(() -> Zones.of("Europe/Madird")).hasMessageContaining("no time zone `Europe/Madird`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 30 * * * ?", "0 30 0/1 * * ?", "0 30 0-23 * * ?", "0 30 */1 28 3 ?"})
    void aRhythmHasNoBeatInTheGapOfSpring(String rhythm) {
        Instant gapEnds = Instant.parse("2027-03-28T01:00:00Z");

        assertThat(cron(rhythm, MADRID).between(gapEnds.minusSeconds(3_600), gapEnds.plusSeconds(3_600), 10))
                .containsExactly(gapEnds.minusSeconds(1_800), gapEnds.plusSeconds(1_800));
    }

    @Test
    void aRhythmOfEachMinuteGoesOnWhereTheGapEnds() {
        Instant gapEnds = Instant.parse("2027-03-28T01:00:00Z");

        assertThat(cron("0 * * * * ?", MADRID).between(gapEnds.minusSeconds(61), gapEnds.plusSeconds(60), 10))
                .containsExactly(gapEnds.minusSeconds(60), gapEnds, gapEnds.plusSeconds(60));
    }

    @Test
    void aRhythmHasNoBeatInAGapOfHalfAnHourEither() {
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
        Instant gapEnds = lordHowe.getRules()
                .nextTransition(Instant.parse("2027-07-01T00:00:00Z"))
                .getInstant();

        assertThat(cron("0 15 * * * ?", lordHowe).between(gapEnds.minusSeconds(2_700), gapEnds.plusSeconds(2_700), 10))
                .containsExactly(gapEnds.plusSeconds(2_700));
    }
}
