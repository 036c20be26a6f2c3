package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is suggested for an expression that was written for another cron falls on the day that was meant. */
class CronTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 9 * * 1 | 0 0 9 ? * MON",
                "0 9 * * 0 | 0 0 9 ? * SUN",
                "0 9 * * 7 | 0 0 9 ? * SUN",
                "0 9 * * 1-5 | 0 0 9 ? * MON-FRI",
                "0 9 * * 1,3,5 | 0 0 9 ? * MON,WED,FRI",
                "0 9 * * 1-5/2 | 0 0 9 ? * MON-FRI/2",
                "15 9 * * MON-FRI | 0 15 9 ? * MON-FRI",
                "0 9 * * 5L | 0 0 9 ? * 6L",
                "0 9 1 * * | 0 0 9 1 * ?",
                "*/5 * * * * | 0 */5 * * * ?",
                "@daily | 0 0 0 * * ?",
                "@Weekly | 0 0 0 ? * SUN",
                "0 0 9 * * 1 | 0 0 9 ? * MON",
                "0 0 9 * * MON | 0 0 9 ? * MON"
            })
    void suggestsTheDayThatWasMeant(String text, String suggestion) {
        assertThat(new CronText(text).mistake()).isPresent();
        assertThat(new CronText(text).correction()).hasValue(suggestion);
    }

    @Test
    void saysThatTheFirstFieldIsTheSecond() {
        assertThat(new CronText("0 9 * * 1").mistake())
                .hasValueSatisfying(mistake ->
                        assertThat(mistake).contains("five fields", "six are needed", "the first is the second"));
    }

    /** As of Jenkins, of a timer, and of what has been cut off. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "H 9 * * * ?",
                "H H(0-7) * * * ?",
                "@every 5m",
                "@reboot",
                "0 0 9 ? * MON-",
                "0 0 9 ? * 6#",
                "0 0 x * * ?"
            })
    void tellsOfNoExceptionOfJava(String text) {
        assertThat(new CronText(text).mistake())
                .hasValueSatisfying(mistake -> assertThat(mistake).doesNotContain("Exception"));
    }

    @Test
    void suggestsNothingForADayOfTheMonthOrOfTheWeekWhichQuartzCannotSay() {
        assertThat(new CronText("0 9 1 * 1").correction()).isEmpty();
    }

    @Test
    void whatIsSuggestedForMondayIsMonday() {
        String monday = new CronText("0 9 * * 1").correction().orElseThrow();

        assertThat(new CronText(monday).nextAfter(Instant.parse("2026-11-26T00:00:00Z"), ZoneOffset.UTC))
                .hasValueSatisfying(next ->
                        assertThat(next.atZone(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY));
    }
}
