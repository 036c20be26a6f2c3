package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.FileSystemUtils;

/** Whatever a calendar's file says, its reader has the days or says what is wrong with that file. */
@ManualRow("random heads, bodies, CSV, YAML, cron, calendars")
class CalendarPropertiesTest {

    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("calendars");
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    @Property
    void readsOrRefusesAListOfDays(@ForAll("lists") String text) throws IOException {
        hasDaysOrAReason("odd.yaml", text);
    }

    @Property
    void readsOrRefusesAnICalendar(@ForAll("events") String text) throws IOException {
        hasDaysOrAReason("odd.ics", text);
    }

    private static void hasDaysOrAReason(String file, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(file), text);
        try {
            Throwable thrown = catchThrowable(() -> new Calendars(folder).of("odd"));
            if (thrown != null) {
                assertThat(thrown)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(written.toString());
            }
        } finally {
            Files.delete(written);
        }
    }

    @Provide
    Arbitrary<String> lists() {
        var day = Arbitraries.oneOf(
                dates(),
                Arbitraries.strings().ascii().ofMaxLength(20),
                Arbitraries.of("~", "[]", "{day: 1}", "&a [*a]"));
        var entry = Arbitraries.oneOf(day, Combinators.combine(day, day).as((from, to) -> from + "/" + to));
        return entry.list().ofMaxSize(8).map(entries -> "- " + String.join("\n- ", entries));
    }

    @Provide
    Arbitrary<String> events() {
        var rule = Combinators.combine(
                        Arbitraries.of("SECONDLY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "NEVER"),
                        Arbitraries.of("", ";COUNT=99999999", ";UNTIL=99991231", ";INTERVAL=0", ";INTERVAL=-1"),
                        Arbitraries.of("", ";BYDAY=MO,XX", ";BYMONTHDAY=31,-31", ";BYYEARDAY=366", ";BYSETPOS=-1"))
                .as((frequency, end, by) -> "RRULE:FREQ=" + frequency + end + by);
        var line = Arbitraries.oneOf(
                rule,
                Combinators.combine(Arbitraries.of("DTSTART", "DTEND", "EXDATE", "RDATE"), dates())
                        .as((name, date) -> name + ";VALUE=DATE:" + date.replace("-", "")),
                Arbitraries.of("DURATION:P99999999D", "DTSTART;TZID=Nowhere:20260101T000000", "BEGIN:VEVENT"),
                Arbitraries.strings().ofMaxLength(30));
        return line.list()
                .ofMaxSize(8)
                .map(lines -> "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n" + String.join("\r\n", lines)
                        + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    }

    private static Arbitrary<String> dates() {
        List<LocalDate> edges = List.of(
                LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), LocalDate.of(2026, 2, 28), LocalDate.of(2000, 1, 1));
        return Arbitraries.oneOf(
                Arbitraries.of(edges).map(LocalDate::toString),
                Arbitraries.integers()
                        .between(-20_000, 20_000)
                        .map(days -> LocalDate.of(2026, 1, 1).plusDays(days).toString()));
    }
}
