package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files for Prometheus and Grafana, by Prometheus' own tool where it is installed, and by what Grafana asks of one. */
class MonitoringFilesTest {

    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Set<String> UNITS =
            Set.of("none", "short", "s", "ops", "bytes", "percentunit", "dateTimeFromNow");

    @Test
    void promtoolTakesTheRules() throws Exception {
        promtool("check", "rules", "rules.yml");
    }

    @Test
    void promtoolTakesTheConfiguration() throws Exception {
        promtool("check", "config", "--syntax-only", "prometheus.yml");
    }

    @Test
    void eachAlertIsRaisedByItsTroubleAndNotByAHubThatIsWell() throws Exception {
        promtool("test", "rules", "rules.test.yml");
    }

    @Test
    void eachAlertIsTriedAndIsInTheManual() {
        List<String> alerts = names(Page.read(Dashboard.RULES), ALERT);
        String trials = Page.read(Dashboard.DEPLOY.resolve("prometheus/rules.test.yml"));

        assertThat(alerts)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(
                        alert -> assertThat(trials).contains("alertname: %s\n        exp_alerts:".formatted(alert)));
        assertThat(new Manual()
                        .table("alert | severity | when").stream()
                                .map(row -> Page.code(row.get(0)).get(0)))
                .containsExactlyElementsOf(alerts);
        assertThat(Dashboard.alertExpressions()).hasSameSizeAs(alerts);
    }

    @Test
    void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
        List<JsonNode> panels = Dashboard.panels();

        assertThat(panels.stream().map(panel -> panel.get("id").asInt())).doesNotHaveDuplicates();
        var taken = new ArrayList<String>();
        for (JsonNode panel : panels) {
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    assertThat(place.get("x").asInt() + x).isLessThan(24);
                    taken.add("%d/%d"
                            .formatted(
                                    place.get("x").asInt() + x, place.get("y").asInt() + y));
                }
            }
        }
        assertThat(taken).doesNotHaveDuplicates();
    }

    @Test
    void panelsAskTheChosenPrometheusForTheChosenHubsAndSayWhatTheyShow() {
        assertThat(names(Dashboard.json().at("/templating/list").toString(), Pattern.compile("\"name\":\"(\\w+)\"")))
                .containsExactly("datasource", "instance");
        for (JsonNode panel : Dashboard.panels()) {
            assertThat(panel.get("title").asText()).isNotBlank();
            if (panel.get("type").asText().equals("row")) {
                continue;
            }
            assertThat(panel.get("description").asText()).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isIn(UNITS);
            assertThat(panel.get("targets")).isNotEmpty().allSatisfy(target -> {
                assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                assertThat(target.get("expr").asText()).contains("instance=~\"$instance\"");
            });
            assertThat(panel.get("targets").findValuesAsText("refId")).doesNotHaveDuplicates();
        }
    }

    private static List<String> names(String text, Pattern name) {
        return name.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "no promtool on the PATH: it is in Debian's package prometheus");
        var line = new ArrayList<>(List.of("promtool"));
        line.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(line)
                .directory(Dashboard.DEPLOY.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
