package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The manual's table of metrics, the dashboard and the alert rules, against what a hub says that has been through it. */
class MetricsPageIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<String> OWN = List.of("hub_", "rootsocket_");
    /** Prometheus' own. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static RunningHub hub;
    private static Scrape scrape;

    @BeforeAll
    static void runAHubThroughAllThatIsMeasured() throws Exception {
        RunningHub.route(folder, "all.yaml", """
                - route:
                    id: "he said \\"hi\\" \\\\ ünï☃"
                    from:
                      uri: direct:odd
                      steps:
                        - to: rootsocket:message?channel=orders
                - route:
                    id: out
                    from:
                      uri: direct:out
                      steps:
                        - toD: rootsocket:message?channel=${header.to}
                - route:
                    id: late
                    from:
                      uri: direct:late
                      steps:
                        - to: rootsocket:message?channel=late&expiresAfter=1s
                - route:
                    id: broken
                    from:
                      uri: direct:broken
                      steps:
                        - throwException:
                            exceptionType: java.io.IOException
                            message: the stock does not answer
                - route:
                    id: tick
                    from:
                      uri: schedule:tick
                      parameters:
                        cron: "* * * * * ?"
                      steps:
                        - log: tick
                - route:
                    id: ask
                    from:
                      uri: kamelet:poll
                      parameters:
                        url: http://127.0.0.1:9/away
                        every: 1s
                        value: .a
                      steps:
                        - log: asked
                """);
        SANDBOX.sandbox().faults().inject(Fault.status(503).onChannel("late"));
        SANDBOX.sandbox().faults().inject(Fault.status(503).onChannel("stuck"));
        SANDBOX.sandbox().faults().inject(Fault.status(400).onChannel("wrong"));
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
        ProducerTemplate producer = hub.producer();
        producer.sendBody("direct:odd", "1");
        producer.sendBody("direct:late", "2");
        List.of("stuck", "wrong").forEach(channel -> producer.sendBodyAndHeader("direct:out", "3", "to", channel));
        try {
            producer.sendBody("direct:broken", "4");
        } catch (CamelExecutionException expected) {
            assertThat(expected).rootCause().hasMessageContaining("the stock");
        }
        hub.reload().reload();
        System.gc();
        Set<String> wanted = rows().keySet();
        await().atMost(TIMEOUT).untilAsserted(() -> {
            scrape = Scrape.of(hub.admin("/observe/metrics").body());
            assertThat(scrape.types().keySet()).containsAll(wanted);
            // How much waits is looked at now and then.
            assertThat(scrape.values()).containsKey("rootsocket_outbox_depth{channel=\"stuck\"}");
        });
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Map<String, List<String>> rows() {
        return new Manual()
                .table("metric | type | unit | labels | what it is").stream()
                        .collect(Collectors.toMap(row -> Page.code(row.get(0)).get(0), row -> row));
    }

    @Test
    void eachRowIsOfTheTypeAndHasTheUnitAndTheLabelsThatItSays() {
        rows().forEach((metric, row) -> {
            String type = row.get(1);
            assertThat(type).as(metric).isEqualTo(scrape.types().get(metric));
            assertThat(metric.endsWith("_total")).as(metric).isEqualTo(type.equals("counter"));
            for (String unit : List.of("seconds", "bytes", "ratio")) {
                boolean named = metric.matches(".*_%s(_max)?".formatted(unit));
                boolean ofOthers = !isOwn(metric) && unit.equals("ratio");
                assertThat(ofOthers || named == row.get(2).equals(unit))
                        .as(metric)
                        .isTrue();
            }
            String series = scrape.labels().containsKey(metric) ? metric : metric + "_count";
            assertThat(isOwn(metric) ? new TreeSet<>(Page.code(row.get(3))) : Set.of())
                    .as(metric)
                    .isEqualTo(isOwn(metric) ? new TreeSet<>(scrape.labels().get(series)) : Set.of());
        });
    }

    @Test
    void eachMetricOfTheHubsOwnHasARowAndSaysWhatItIs() {
        List<String> own =
                scrape.types().keySet().stream().filter(MetricsPageIT::isOwn).toList();

        assertThat(rows().keySet()).containsAll(own);
        assertThat(own)
                .allSatisfy(metric ->
                        assertThat(scrape.help().get(metric)).as(metric).isNotBlank());
    }

    private static boolean isOwn(String metric) {
        return OWN.stream().anyMatch(metric::startsWith);
    }

    @Test
    void theDashboardAsksOnlyForWhatThereIs() {
        assertThat(Dashboard.expressions()).isNotEmpty().allSatisfy(MetricsPageIT::isAnswered);
    }

    @Test
    void theAlertsAskOnlyForWhatThereIs() {
        assertThat(Dashboard.alertExpressions()).isNotEmpty().allSatisfy(MetricsPageIT::isAnswered);
    }

    private static void isAnswered(String expression) {
        Set<String> used = Scrape.usedIn(expression);
        used.removeAll(OF_PROMETHEUS);

        assertThat(scrape.names()).as(expression).containsAll(used);
        assertThat(OF_PROMETHEUS.stream().anyMatch(expression::contains) || !used.isEmpty())
                .isTrue();
    }

    @Test
    void theNameOfARouteDoesNotBreakThePage() {
        assertThat(scrape.values().keySet())
                .anySatisfy(series -> assertThat(series)
                        .startsWith("camel_exchanges_total{")
                        .contains("routeId=\"he said \\\"hi\\\" \\\\ ünï☃\""));
    }

    @Test
    void countsWhatHasBecomeOfEachMessage() {
        assertThat(scrape.values())
                .containsEntry("rootsocket_outbox_delivered_total{channel=\"orders\"}", 1.0)
                .containsEntry("rootsocket_outbox_depth{channel=\"stuck\"}", 1.0)
                .containsEntry("rootsocket_outbox_expired_total{channel=\"late\"}", 1.0)
                .containsEntry("rootsocket_outbox_dead_total{channel=\"wrong\",kind=\"message\"}", 1.0)
                .containsEntry("hub_gate_open{gate=\"outbox\"}", 1.0);
        assertThat(scrape.values().get("hub_schedule_occurrences_total{outcome=\"handled\",route=\"tick\"}"))
                .isPositive();
    }
}
