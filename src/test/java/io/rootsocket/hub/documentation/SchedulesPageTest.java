package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.schedule.ScheduleComponent;
import io.rootsocket.hub.schedule.ScheduleEndpoint;
import io.rootsocket.hub.schedule.timetable.WhenText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the manual's table of the options of {@code schedule:} to the component. What they do: ReconciliationIT. */
class SchedulesPageTest {

    private static final String TABLE = "option of `schedule:` | what it does | example";
    private static final Path MODEL =
            Path.of("src/generated/resources/META-INF/io/rootsocket/hub/schedule/schedule.json");

    private final Manual manual = new Manual();

    @TempDir
    Path folder;

    @Test
    void itsOptionsAreThoseOfTheComponent() {
        ComponentModel model = JsonMapper.generateComponentModel(Page.read(MODEL));
        Set<String> options = model.getEndpointParameterOptions().stream()
                .map(option -> option.getName())
                // What every consumer has.
                .filter(name -> !Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern")
                        .contains(name))
                .collect(Collectors.toSet());

        Set<String> told = manual.table(TABLE).stream()
                .flatMap(row -> Page.code(row.get(0)).stream())
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(options);
    }

    @Test
    void itsExamplesAreUnderstood() throws IOException {
        Files.writeString(folder.resolve("madrid.yaml"), "- 2026-12-25\n- 2026-12-30/2027-01-01\n");
        Files.writeString(folder.resolve("fair.yaml"), "- 2026-12-05\n");
        try (var camel = new DefaultCamelContext()) {
            var component = new ScheduleComponent();
            component.setCalendars(folder.toString());
            camel.addComponent("schedule", component);
            for (List<String> row : manual.table(TABLE)) {
                String example = Page.code(row.get(2)).get(0);
                String when =
                        example.startsWith("every") || example.startsWith("when") ? "" : "cron=0 0 9 ? * MON-FRI&";

                assertThat(camel.getEndpoint("schedule:x?" + when + example)).isInstanceOf(ScheduleEndpoint.class);
            }
        }
    }

    @Test
    void itsPlainWordsAreUnderstood() {
        String page = Page.read(Path.of("src/main/docs/schedules.md"));
        String words = page.substring(page.indexOf("## In plain words"), page.indexOf("## What became of each time"));
        List<String> lines = words.lines()
                .dropWhile(line -> !line.equals("```"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();

        assertThat(lines)
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(WhenText.of(line).crons()).isNotEmpty());
    }
}
