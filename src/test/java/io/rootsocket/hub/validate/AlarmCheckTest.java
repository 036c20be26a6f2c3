package io.rootsocket.hub.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmCheckTest {

    @TempDir
    Path folder;

    private void route(String from, String step, String more) {
        RunningHub.route(folder, "orders.yaml", """
                - route:
                    id: orders
                    from:
                      uri: %s
                      steps:
                        - to:
                            uri: %s
                            parameters:
                              every: 1h
                %s
                """.formatted(from, step, more));
    }

    @ParameterizedTest
    @CsvSource({
        "every: soon, 10, is not a time",
        "between: 08-18, 10, 'Write two times of day, as in 08:00-18:00'",
        "between: 8:00-8:00, 10, which is no time at all",
        "days: mon-fryday, 10, 'Write weekdays, weekends'",
        "zone: Europe/Madird, 10, Did you mean `Europe/Madrid`",
        "calendar: nowhere, 10, There is no calendar `nowhere`",
        "betwen: 08:00-18:00, 10, Did you mean `between`",
    })
    void namesTheLineOfWhatCannotBeReadOfAnExpectation(String option, int line, String words) throws IOException {
        String every = option.startsWith("every") ? "" : "              every: 1h\n";
        RunningHub.route(folder, "orders.yaml", """
                - route:
                    id: orders
                    from:
                      uri: direct:orders
                      steps:
                        - to:
                            uri: hub:expect
                            parameters:
                %s              %s
                """.formatted(every, option));

        assertThat(validate())
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).contains(words))
                .satisfies(finding -> assertThat(finding.line()).isBetween(line - 1, line + 1));
    }

    @Test
    void takesANightAndACalendarOfTheFolder() throws IOException {
        Files.createDirectories(folder.resolve("routes/calendars"));
        Files.writeString(folder.resolve("routes/calendars/madrid.yaml"), "- 2026-12-25\n");
        route("direct:orders", "hub:expect", "              between: 22:00-06:00\n              calendar: madrid");

        assertThat(validate()).isEmpty();
    }

    @Test
    void saysThatAlarmsAreTakenAndNotSent() throws IOException {
        route("direct:orders", "hub:alarms", "");

        assertThat(validate()).singleElement().asString().contains("orders.yaml:7", "alarms come from it");
    }

    @Test
    void saysThatNothingComesFromAnExpectation() throws IOException {
        RunningHub.route(folder, "orders.yaml", """
                - route:
                    id: orders
                    from:
                      uri: hub:expect?every=1h
                      steps:
                        - log: x
                """);

        assertThat(validate()).singleElement().asString().contains("orders.yaml:4", "Nothing comes from `hub:expect`");
    }

    @Test
    void saysThatAScheduleHasABetterWay() throws IOException {
        route("schedule:orders?every=1h", "hub:expect", "");

        assertThat(validate()).singleElement().asString().contains("orders.yaml:7", "deliverBy");
    }

    /** Else each would hear of half of them. */
    @Test
    void refusesASecondRouteOfAlarms() throws IOException {
        for (String name : List.of("a", "b")) {
            RunningHub.route(folder, name + ".yaml", """
                    - route:
                        id: %s
                        from:
                          uri: hub:alarms
                          steps:
                            - log: x
                    """.formatted(name));
        }

        assertThat(validate()).singleElement().asString().contains("b.yaml:4", "a.yaml:4", "one route only");
    }

    @Test
    void refusesADeadlineThatIsNone() throws IOException {
        RunningHub.route(folder, "clock.yaml", """
                - route:
                    id: clock
                    from:
                      uri: schedule:clock
                      parameters:
                        every: 1h
                        deliverBy: 0s
                      steps:
                        - to: rootsocket:message?channel=a
                """);

        assertThat(validate()).singleElement().asString().contains("clock.yaml", "`deliverBy` must be at least 1s");
    }

    private List<Finding> validate() throws IOException {
        RouteSources sources = RouteSources.read(folder.resolve("routes"), "*.yaml");
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            return validation.check(sources.sources(), new Properties());
        }
    }
}
