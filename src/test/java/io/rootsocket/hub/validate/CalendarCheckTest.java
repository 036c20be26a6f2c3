package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ManualRow("a calendar of ten million days")
class CalendarCheckTest {

    @TempDir
    Path folder;

    @BeforeEach
    void schedule() throws IOException {
        Files.createDirectories(folder.resolve("routes/calendars"));
        RunningHub.route(folder, "clock.yaml", """
                - route:
                    id: clock
                    from:
                      uri: schedule:clock
                      parameters:
                        cron: 0 0 9 * * ?
                        calendar: big
                      steps:
                        - setBody:
                            constant: x
                        - to: rootsocket:message?channel=hello
                """);
    }

    @Test
    void saysAtWhichWordsWhenStops() throws IOException {
        schedule("when: every wekday at 09:00");

        assertThat(validate())
                .singleElement()
                .asString()
                .contains("clock.yaml:6", "`every wekday at 09:00`", "`wekday` says no days", "every weekday at 09:15");
    }

    @Test
    void findsThatNoneOfTheOnlyDaysIsToCome() throws IOException {
        Files.writeString(folder.resolve("routes/calendars/past.yaml"), "- 2020-02-02\n");
        schedule("when: every day at 9\n        onlyOn: past");

        assertThat(validate()).singleElement().asString().contains("clock.yaml:7", "The schedule never fires");
    }

    @Test
    void findsThatTheOnlyDaysAreInNoCalendar() throws IOException {
        schedule("when: every day at 9\n        onlyOn: fiar");

        assertThat(validate()).singleElement().asString().contains("clock.yaml:7", "There is no calendar `fiar`");
    }

    @Test
    void findsThatAScheduleDoesNotSayWhenOrSaysItTwice() throws IOException {
        schedule("zone: Europe/Madrid");
        assertThat(validate()).singleElement().asString().contains("clock.yaml:4", "does not say when");

        schedule("every: 5s\n        cron: 0 0 9 * * ?");
        assertThat(validate()).singleElement().asString().contains("says twice when: with `cron` and with `every`");
    }

    @Test
    void looksIntoAKameletAndNamesTheLineOfItsParameter() throws IOException {
        RunningHub.route(folder, "clock.yaml", """
                - route:
                    id: standup
                    from:
                      uri: kamelet:announcement
                      parameters:
                        when: every weekday at 9 or so
                        channel: hello
                        message: Good morning
                      steps:
                        - to: rootsocket:message
                - route:
                    id: never
                    from:
                      uri: kamelet:announcement
                      parameters:
                        cron: 0 0 9 31 2 ?
                        channel: hello
                        message: Good morning
                      steps:
                        - to: rootsocket:message
                - route:
                    id: silent
                    from:
                      uri: kamelet:announcement?channel=hello&message=Hello
                      steps:
                        - to: rootsocket:message
                """);

        assertThat(validate())
                .extracting(Finding::toString)
                .satisfiesExactly(
                        words -> assertThat(words).contains("clock.yaml:6", "`9 or so` is no time of day"),
                        never -> assertThat(never).contains("clock.yaml:16", "never fires"),
                        silent -> assertThat(silent).contains("clock.yaml:24", "does not say when"));
    }

    private void schedule(String options) throws IOException {
        RunningHub.route(folder, "clock.yaml", """
                - route:
                    id: clock
                    from:
                      uri: schedule:clock
                      parameters:
                        %s
                      steps:
                        - setBody:
                            constant: x
                        - to: rootsocket:message?channel=hello
                """.formatted(options));
    }

    @Test
    void namesACalendarThatIsOddAndTheLineThatNamesIt() throws IOException {
        calendar("big.ics", "DTSTART;VALUE=DATE:20000101", "DTEND;VALUE=DATE:99991231", "RRULE:FREQ=DAILY");

        assertThat(validate())
                .hasSize(2)
                .anySatisfy(odd -> assertThat(odd)
                        .asString()
                        .contains("calendars/big.ics:3:1", "2921939 days are excluded at once"))
                .anySatisfy(names -> assertThat(names)
                        .asString()
                        .contains("clock.yaml:7", "The calendar `big` cannot be used", "2921939 days"));
    }

    @Test
    void findsThatACalendarLeavesNoDay() throws IOException {
        calendar("big.ics", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY");

        assertThat(validate()).singleElement().asString().contains("clock.yaml:7", "never fires", "calendar");
    }

    @Test
    void findsThatThereIsNoSuchCalendar() throws IOException {
        assertThat(validate())
                .singleElement()
                .asString()
                .contains("clock.yaml:7", "There is no calendar `big`", "Put big.yaml or big.ics into");
    }

    @Test
    void takesACalendarThatLeavesDays() throws IOException {
        calendar("big.ics", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=WEEKLY");

        assertThat(validate()).isEmpty();
    }

    private void calendar(String name, String... event) throws IOException {
        Files.writeString(folder.resolve("routes/calendars").resolve(name), """
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                UID:1
                DTSTAMP:20260101T000000Z
                %s
                END:VEVENT
                END:VCALENDAR
                """.formatted(String.join("\n", event)));
    }

    private List<Finding> validate() {
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            RouteSources sources = RouteSources.read(folder.resolve("routes"), "*.yaml");
            try (var validation = new RouteValidation(Clock.systemUTC())) {
                return Stream.concat(
                                sources.findings().stream(),
                                validation.check(sources.sources(), new Properties()).stream())
                        .toList();
            }
        });
    }
}
