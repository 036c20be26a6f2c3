package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every weekday at 09:15                            | 0 15 9 ? * MON-FRI
            Every working day at 9:15 am                      | 0 15 9 ? * MON-FRI
            weekdays at 5pm                                   | 0 0 17 ? * MON-FRI
            daily at 9                                        | 0 0 9 * * ?
            every day at noon                                 | 0 0 12 * * ?
            at 09:00 every day                                | 0 0 9 * * ?
            at 7:30 on saturdays                              | 0 30 7 ? * SAT
            at midnight                                       | 0 0 0 * * ?
            12 am                                             |
            every day at 12am and 12 pm                       | 0 0 0 * * ?; 0 0 12 * * ?
            every day at 9:00, 12:30 and 17:00                | 0 0 9 * * ?; 0 30 12 * * ?; 0 0 17 * * ?
            every monday at 9:00:30                           | 30 0 9 ? * MON
            mondays and thursdays at 09:00                    | 0 0 9 ? * MON,THU
            on Monday, Wednesday and Friday at 8              | 0 0 8 ? * MON,WED,FRI
            monday to thursday at 08:00                       | 0 0 8 ? * MON-THU
            tue-sat at 08:00                                  | 0 0 8 ? * TUE-SAT
            every week on monday at 9                         | 0 0 9 ? * MON
            on the weekend at 11.30                           | 0 30 11 ? * SAT,SUN
            last day of the month at 10:00                    | 0 0 10 L * ?
            on the last day of every month at 10:00           | 0 0 10 L * ?
            every month on the last day at 10:00              | 0 0 10 L * ?
            last working day of the month at 16:00            | 0 0 16 LW * ?
            first weekday of the month at 9                   | 0 0 9 1W * ?
            first day of the month at 9                       | 0 0 9 1 * ?
            the 1st and 15th of the month at 9                | 0 0 9 1,15 * ?
            every month on the 15th at 9                      | 0 0 9 15 * ?
            on the 31st day of each month at 9                | 0 0 9 31 * ?
            first monday of the month at 09:00                | 0 0 9 ? * 2#1
            second and fourth sunday of the month at 09:00    |
            last friday of the month at 17:00                 | 0 0 17 ? * 6L
            first monday of january and july at 9             | 0 0 9 ? 1,7 2#1
            last day of february at 9                         | 0 0 9 L 2 ?
            first day of the quarter at 9                     | 0 0 9 1 1,4,7,10 ?
            last day of the quarter at 9                      | 0 0 9 L 3,6,9,12 ?
            24 december at 18:00                              | 0 0 18 24 12 ?
            every year on december 24th at 18:00              | 0 0 18 24 12 ?
            24th of december at 18:00                         | 0 0 18 24 12 ?
            2026-12-24 at 18:00                               | 0 0 18 24 12 ? 2026
            hourly                                            | 0 0 * * * ?
            every hour                                        | 0 0 * * * ?
            every 2 hours                                     | 0 0 0/2 * * ?
            every two hours                                   | 0 0 0/2 * * ?
            every ten minutes on weekdays                     | 0 0/10 * ? * MON-FRI
            24 and 31 december at 18:00                       | 0 0 18 24,31 12 ?
            the 1st and 15th of march at 18:00                | 0 0 18 1,15 3 ?
            every minute                                      | 0 * * * * ?
            every 15 minutes                                  | 0 0/15 * * * ?
            every 15 minutes on weekdays                      | 0 0/15 * ? * MON-FRI
            every 15 minutes from 9 to 17 on weekdays         | 0 0/15 9-16 ? * MON-FRI; 0 0 17 ? * MON-FRI
            every hour between 9:00 and 17:00                 | 0 0 9-17/1 * * ?
            every 30 seconds                                  | 0/30 * * * * ?
            every 60 minutes                                  | 0 0 * * * ?
            weekdays at 9; saturdays at 11                    | 0 0 9 ? * MON-FRI; 0 0 11 ? * SAT
            every+weekday+at+09:15                            | 0 15 9 ? * MON-FRI
            """)
    void readsWhatAPersonSays(String said, String crons) {
        if (crons == null) {
            assertThatThrownBy(() -> WhenText.of(said)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        assertThat(WhenText.of(said).crons()).containsExactly(crons.split("; "));
        WhenText.of(said)
                .crons()
                .forEach(cron -> assertThat(new CronText(cron).mistake()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"every 7 minutes, PT7M", "every 90 minutes, PT1H30M", "every 5 hours, PT5H", "every 45 seconds, PT45S"})
    void isAnIntervalWhereNoExpressionCanSayIt(String said, Duration every) {
        assertThat(WhenText.of(said)).isEqualTo(new WhenText(List.of(), every));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every weekday                       | `every weekday` says no time of day
            every wekday at 9                   | `wekday` says no days
            every day at 25:00                  | `25:00` is no time of day
            every day at 9:60                   | `9:60` is no time of day
            every day at 13pm                   | `13pm` is no time of day
            every day at dawn                   | `dawn` is no time of day
            every other monday at 9             | says no days
            every 2 days at 9                   | `2 days` says no days
            third working day of the month at 9 | only the first and the last working day
            fifth day of smarch at 9            | `smarch` says no days
            every 7 minutes on weekdays         | only what divides an hour
            every 0 minutes                     | has no length
            every hour from 17 to 9             | `17` is not before `9`
            every hour from 9:30 to 17          | `9:30` is no full hour
            every 7 minutes; every day at 9     | stands alone
            ;                                   | says nothing
            """)
    void saysAtWhichWordsItStops(String said, String message) {
        assertThatThrownBy(() -> WhenText.of(said))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"every \0 at 9", "at at at", " at ", "every minute every minute", "2026-13-45 at 9:00", "🎉 at 9"
            })
    void refusesTheRestInItsOwnWords(String said) {
        assertThatThrownBy(() -> WhenText.of(said).crons().forEach(cron -> new CronText(cron).require()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).{10,}");
    }
}
