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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
