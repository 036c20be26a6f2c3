package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTextTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    private static RouteSchedule schedule(List<String> crons, Duration every, @Nullable String when) {
        return new RouteSchedule(
                "daily", new Timetable(crons, every, MADRID, null, null, new TreeSet<>()), FirePolicy.DEFAULT, when);
    }

    @Test
    void saysWhenInTheWordsOfWhoWroteIt() {
        var weekdays = schedule(List.of("0 15 9 ? * MON-FRI"), Duration.ZERO, "every weekday at 09:15");

        assertThat(ScheduleText.of(weekdays)).isEqualTo("every weekday at 09:15 Europe/Madrid");
        assertThat(ScheduleText.inWords(weekdays)).isEqualTo("every weekday at 09:15");
        assertThat(StoredSchedule.parse(weekdays.toText())).isEqualTo(weekdays);
    }

    @Test
    void hasNoZoneForAnInterval() {
        var rhythm = schedule(List.of(), Duration.ofMinutes(7), "every 7 minutes");

        assertThat(ScheduleText.of(rhythm)).isEqualTo("every 7 minutes");
        assertThat(ScheduleText.of(schedule(List.of(), Duration.ofSeconds(90), null)))
                .isEqualTo("every 1 min 30 s");
    }

    @Test
    void storesNoWordsWhereThereAreNone() {
        assertThat(schedule(List.of("0 0 9 * * ?"), Duration.ZERO, null).toText())
                .doesNotContain("when");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 15 9 ? * MON-FRI  | at 09:15 every day between Monday and Friday
            0 0 9 * * ?         | every day at 09:00
            0 0/15 * * * ?      | every 15 minutes
            0 0 10 L * ?        | at 10:00 last day of month
            0 0 9 L-3 * ?       | at 09:00 3 days before the last day of the month
            0 0 9-17 ? * MON    | every hour between 9 and 17 at Monday day
            """)
    void putsACronExpressionIntoWords(String cron, String words) {
        assertThat(ScheduleText.inWords(schedule(List.of(cron), Duration.ZERO, null)))
                .isEqualTo(words);
    }
}
