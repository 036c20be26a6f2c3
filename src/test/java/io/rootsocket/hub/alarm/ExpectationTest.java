package io.rootsocket.hub.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    private static Expectation of(String every, String between, String days, String... excluded) {
        var holidays = new TreeSet<LocalDate>();
        for (String day : excluded) {
            holidays.add(LocalDate.parse(day));
        }
        return new Expectation(
                Duration.parse("PT" + every),
                between.isEmpty() ? DailyTimes.WHOLE_DAY : DailyTimes.of(between),
                MADRID,
                days.isEmpty() ? Set.of() : WeekDays.of(days),
                holidays,
                null);
    }

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(MADRID).toInstant();
    }

    /** 2026-11-27 is a Friday, 2026-11-30 a Monday. */
    @ParameterizedTest
    @CsvSource({
        // Each hour, at any time.
        "1H, '', '', 2026-11-27T03:10, 2026-11-27T04:10",
        // In the middle of the day.
        "1H, 08:00-18:00, weekdays, 2026-11-27T12:10, 2026-11-27T13:10",
        // At night nothing is expected, and the morning begins anew.
        "1H, 08:00-18:00, weekdays, 2026-11-26T17:30, 2026-11-27T09:00",
        "1H, 08:00-18:00, weekdays, 2026-11-26T17:00, 2026-11-26T18:00",
        "1H, 08:00-18:00, weekdays, 2026-11-27T17:30, 2026-11-30T09:00",
        "1H, 08:00-18:00, weekdays, 2026-11-28T11:00, 2026-11-30T09:00",
        // Once in each day's hours.
        "24H, 08:00-18:00, '', 2026-11-27T07:00, 2026-11-27T18:00",
        "24H, 08:00-18:00, '', 2026-11-27T09:00, 2026-11-28T18:00",
        // Over midnight, the night belongs to the day on which it begins.
        "2H, 22:00-06:00, fri, 2026-11-27T23:30, 2026-11-28T01:30",
        "2H, 22:00-06:00, fri, 2026-11-28T05:00, 2026-12-05T00:00",
        // Days without a gap between them are one time.
        "36H, '', mon-fri, 2026-11-24T12:00, 2026-11-26T00:00",
        "36H, '', mon-fri, 2026-11-27T12:00, 2026-12-01T12:00",
        // The night when the clocks are set forward has an hour less.
        "2H, '', '', 2026-03-29T01:30, 2026-03-29T04:30",
    })
    void saysUntilWhenSomethingMustCome(String every, String between, String days, String last, String deadline) {
        assertThat(of(every, between, days).deadline(local(last))).contains(local(deadline));
    }

    @Test
    void expectsNothingOnHolidays() {
        Expectation expected = of("1H", "08:00-18:00", "weekdays", "2026-12-25");

        assertThat(expected.deadline(local("2026-12-24T17:59"))).contains(local("2026-12-28T09:00"));
        assertThat(expected.isOpen(local("2026-12-25T12:00"))).isFalse();
        assertThat(expected.isOpen(local("2026-12-24T12:00"))).isTrue();
    }

    @Test
    void expectsNothingAnyMoreWhereEachDayIsExcluded() {
        var never = new Expectation(
                Duration.ofHours(1), DailyTimes.WHOLE_DAY, MADRID, Set.of(), new TreeSet<>(), new TreeSet<>());

        assertThat(never.deadline(Instant.parse("2026-11-27T00:00:00Z"))).isEmpty();
    }

    @Test
    void knowsThatANightIsOpenAfterMidnight() {
        Expectation night = of("1H", "22:00-06:00", "fri");

        assertThat(night.isOpen(local("2026-11-28T05:59"))).isTrue();
        assertThat(night.isOpen(local("2026-11-28T06:00"))).isFalse();
        assertThat(night.isOpen(local("2026-11-28T22:30"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8-18", "08:00", "08:00-25:00", "08:00-08:00", "morning", "", "08:60-09:00"})
    void refusesWhatIsNoTime(String between) {
        assertThatThrownBy(() -> DailyTimes.of(between))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`between`");
    }

    @Test
    void readsDaysAsPeopleWriteThem() {
        assertThat(WeekDays.of("weekdays")).hasSize(5).doesNotContain(DayOfWeek.SUNDAY);
        assertThat(WeekDays.of("Mon-Thu, sat")).hasSize(5).contains(DayOfWeek.SATURDAY);
        assertThat(WeekDays.of("sat-mon"))
                .containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY);
        assertThat(WeekDays.of("mondays and fridays")).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mon-fryday", "t", "", "8", "mon--fri"})
    void refusesWhatAreNoDays(String days) {
        assertThatThrownBy(() -> WeekDays.of(days))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`days`");
    }
}
