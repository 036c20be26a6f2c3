package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.OddFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ManualRow("a calendar of ten million days")
class CalendarFileTest {

    @TempDir
    Path folder;

    static Stream<Arguments> oddEvents() {
        String daily = "DTSTART;VALUE=DATE:20000101\nRRULE:FREQ=DAILY";
        return Stream.of(
                Arguments.of("8,000 years", "DTSTART;VALUE=DATE:20000101\nDTEND;VALUE=DATE:99991231", "at once"),
                Arguments.of(
                        "8,000 years, daily",
                        "DTSTART;VALUE=DATE:20000101\nDTEND;VALUE=DATE:99991231\nRRULE:FREQ=DAILY",
                        "at once"),
                Arguments.of("each second", daily.replace("DAILY", "SECONDLY"), "more often than daily"),
                Arguments.of("each minute", daily.replace("DAILY", "MINUTELY"), "more often than daily"),
                Arguments.of("each hour for ever", daily.replace("DAILY", "HOURLY"), "more often than daily"),
                Arguments.of("each second of a day", daily + ";BYSECOND=0,1,2;BYHOUR=1", "more often than daily"),
                Arguments.of("for ever and never", daily + "\nEXRULE:FREQ=DAILY", "EXRULE"),
                Arguments.of("since the year 1", "DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY", "More than 50000"),
                Arguments.of("without a beginning", "DTEND;VALUE=DATE:20260101", "no DTSTART"));
    }

    @ParameterizedTest
    @MethodSource("oddEvents")
    void saysWhichEventIsOdd(String kind, String event, String why) throws IOException {
        OddFile odd = problem(
                        "x.ics",
                        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260101\n"
                                + "END:VEVENT\nBEGIN:VEVENT\nUID:2\n" + event + "\nEND:VEVENT\nEND:VCALENDAR\n")
                .orElseThrow();

        assertThat(odd.message()).contains(why);
        assertThat(odd.line()).isEqualTo(7);
    }

    static Stream<Arguments> oddDays() {
        return Stream.of(
                Arguments.of("- 2026-01-01\n- 0001-01-01/9999-12-31\n", 2, "at once"),
                Arguments.of("- 2026-01-01\n- -999999999-01-01/+999999999-12-31\n", 2, "at once"),
                Arguments.of("- 2026-02-01/2026-01-01\n", 1, "before it begins"),
                Arguments.of("- 2026-01-01\n- /\n", 2, "is no day"),
                Arguments.of("- {name: x}\n", 1, "is no day"),
                Arguments.of("- [[2026-01-01]]\n", 1, "is no day"),
                Arguments.of("- 2026-02-30\n", 1, "is no day"),
                Arguments.of("- " + "9".repeat(100_000) + "\n", 1, "is no day"),
                Arguments.of("day: 2026-01-01\n", 1, "no list of days"),
                Arguments.of("", 1, "no list of days"),
                Arguments.of("- [\n", 2, "not YAML"),
                Arguments.of(manyRanges(), 14, "More than 50000 days"));
    }

    private static String manyRanges() {
        var text = new StringBuilder();
        for (int decade = 0; decade < 300; decade++) {
            text.append("- %04d-01-01/%04d-12-31\n".formatted(1000 + decade * 10, 1009 + decade * 10));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("oddDays")
    void saysWhichDayIsOdd(String text, int line, String why) throws IOException {
        OddFile odd = problem("x.yaml", text).orElseThrow();

        assertThat(odd.message()).contains(why).hasSizeLessThan(200);
        assertThat(odd.line()).isEqualTo(line);
    }

    static Stream<String> kinds() {
        return OddFiles.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isOddWhereARouteFileIs(String kind) {
        for (String name : new String[] {"x.yaml", "x.ics"}) {
            Path file = folder.resolve(name);
            OddFiles.of(kind).at(file);
            assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> CalendarFile.problem(file)))
                    .isPresent();
        }
    }

    static Stream<String> usual() {
        String many = ",20260102".repeat(200_000);
        return Stream.of(
                "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY",
                "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY",
                "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=7",
                "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:20260101" + many,
                "DTSTART:20260101T100000Z\nDTEND:20260103T100000Z");
    }

    @ParameterizedTest
    @MethodSource("usual")
    void readsInGoodTimeWhatRepeatsForEver(String event) throws IOException {
        assertThat(problem(
                        "x.ics",
                        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\n" + event
                                + "\nEND:VEVENT\nEND:VCALENDAR\n"))
                .isEmpty();
    }

    private Optional<OddFile> problem(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> CalendarFile.problem(file));
    }
}
