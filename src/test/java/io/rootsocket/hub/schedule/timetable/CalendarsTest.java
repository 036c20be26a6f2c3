package io.rootsocket.hub.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarsTest {

    @TempDir
    Path folder;

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void readsDaysAndRangesFromYaml() throws IOException {
        Files.writeString(folder.resolve("madrid.yaml"), """
                # Holidays of Madrid
                - 2026-12-08
                - day: 2026-12-25
                  name: Navidad
                - 2026-12-30/2027-01-01
                """);

        assertThat(new Calendars(folder).of("madrid"))
                .containsExactly(
                        day("2026-12-08"), day("2026-12-25"), day("2026-12-30"), day("2026-12-31"), day("2027-01-01"));
    }

    @Test
    void readsEventsFromICalendarAlsoThoseThatRepeat() throws IOException {
        Files.writeString(folder.resolve("company.ics"), """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//test//EN
                BEGIN:VEVENT
                UID:1
                DTSTAMP:20260101T000000Z
                DTSTART;VALUE=DATE:20261224
                DTEND;VALUE=DATE:20261226
                SUMMARY:Closed
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTAMP:20260101T000000Z
                DTSTART;VALUE=DATE:20260101
                RRULE:FREQ=YEARLY
                SUMMARY:New Year
                END:VEVENT
                END:VCALENDAR
                """.replace("\n", "\r\n"));

        assertThat(new Calendars(folder).of("company"))
                .contains(day("2026-12-24"), day("2026-12-25"), day("2026-01-01"), day("2027-01-01"), day("2050-01-01"))
                .doesNotContain(day("2026-12-26"), day("2026-01-02"));
    }

    @Test
    void saysWhichFileIsMissingOrWrong() throws IOException {
        Files.writeString(folder.resolve("odd.yaml"), "- 25th of December\n");

        assertThatThrownBy(() -> new Calendars(folder).of("none"))
                .hasMessageContaining("There is no calendar `none`")
                .hasMessageContaining("none.ics");
        assertThatThrownBy(() -> new Calendars(folder).of("odd"))
                .hasMessageContaining("odd.yaml")
                .hasMessageContaining("25th of December");
    }
}
