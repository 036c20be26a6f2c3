package io.rootsocket.hub.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From what goes wrong in a running hub to who hears of it. */
class AlarmsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private @Nullable Hub inside;
    private @Nullable RunningHub hub;

    private void start(String alarmRoute) {
        RunningHub.route(folder, "alarms.yaml", alarmRoute);
        RunningHub.route(folder, "stock.yaml", """
                - route:
                    id: stock
                    from:
                      uri: direct:stock
                      steps:
                        - to:
                            uri: hub:expect
                            parameters:
                              every: 1h
                        - choice:
                            when:
                              - simple: "${body} == 'broken'"
                                steps:
                                  - throwException:
                                      exceptionType: java.io.IOException
                                      message: the stock does not answer, password=hunter2secret
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of(), new HubExtension() {
            @Override
            public void attach(CamelContext camel, HubSettings settings) {
                // It only wants to know the hub.
            }

            @Override
            public void started(Hub started) {
                inside = started;
            }
        });
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    private Alarms alarms() {
        return Optional.ofNullable(inside).orElseThrow().alarms();
    }

    private void send(String body) {
        ProducerTemplate producer = Optional.ofNullable(hub).orElseThrow().producer();
        try {
            producer.sendBody("direct:stock", body);
        } catch (CamelExecutionException expected) {
            assertThat(body).isEqualTo("broken");
        }
    }

    private List<Alarm> raised(Topic topic) {
        return alarms().report().raised().stream()
                .filter(alarm -> alarm.isOf(topic))
                .toList();
    }

    @Test
    void tellsAChannelOfARouteThatFailsThreeTimesInARowAndWhatToDo() {
        start("""
                - route:
                    id: alarms
                    from:
                      uri: hub:alarms
                      steps:
                        - to: rootsocket:message?channel=ops
                """);
        send("broken");
        send("broken");
        alarms().look();
        send("fine");
        send("broken");
        send("broken");
        alarms().look();
        assertThat(raised(Topic.ROUTE_FAILING)).isEmpty();

        send("broken");
        alarms().look();
        alarms().look();

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received("ops"))
                        .filteredOn(text -> text.contains("route.failing"))
                        .singleElement()
                        .asString()
                        .startsWith("ALARM critical: route.failing stock")
                        .contains("3 times in a row", "the stock does not answer", "Command: hub dead-letters list"));
        assertThat(Optional.ofNullable(hub).orElseThrow().admin("/api/alarms").body())
                .contains("\"topic\":\"route.failing\"", "\"severity\":\"critical\"", "\"tellers\":[\"alarms\"]");
        assertThat(Optional.ofNullable(hub)
                        .orElseThrow()
                        .admin("/observe/metrics")
                        .body())
                .contains("hub_alarms{severity=\"critical\",topic=\"route.failing\"} 1.0");
    }

    @Test
    void tellsNobodyTheSecretInTheWordsOfAFailure() {
        start("""
                - route:
                    id: alarms
                    from:
                      uri: hub:alarms
                      steps:
                        - to: rootsocket:message?channel=ops
                """);
        send("broken");
        send("broken");
        send("broken");

        alarms().look();
        alarms().look();

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received("ops"))
                        .anyMatch(text -> text.contains("route.failing") && text.contains("password=[redacted]")));
        assertThat(raised(Topic.DEAD_LETTERS)).isNotEmpty();
        assertThat(Optional.ofNullable(hub).orElseThrow().admin("/api/alarms").body())
                .contains("the stock does not answer")
                .doesNotContain("hunter");
        assertThat(SANDBOX.received("ops")).noneMatch(text -> text.contains("hunter"));
    }

    /** Else an alarm that cannot be told would be a dead letter, which is an alarm, which cannot be told. */
    @Test
    void doesNotLoopWhenTheRouteOfAlarmsFailsItself() {
        start("""
                - route:
                    id: alarms
                    from:
                      uri: hub:alarms
                      steps:
                        - throwException:
                            exceptionType: java.io.IOException
                            message: the pager does not answer
                """);
        for (int i = 0; i < 3; i++) {
            send("broken");
        }
        alarms().look();
        await().atMost(TIMEOUT).untilAsserted(() -> {
            alarms().look();
            assertThat(raised(Topic.ROUTE_FAILING)).extracting(Alarm::subject).contains("stock");
            assertThat(alarms().report().untoldSince()).isNotNull();
        });
        for (int i = 0; i < 5; i++) {
            alarms().look();
        }

        assertThat(Optional.ofNullable(hub).orElseThrow().deadLetters())
                .extracting(letter -> letter.route())
                .doesNotContain("alarms");
        assertThat(raised(Topic.ROUTE_FAILING))
                .filteredOn(alarm -> alarm.subject().equals("alarms"))
                .allSatisfy(alarm -> assertThat(alarm.toldAt()).isNull());
        assertThat(raised(Topic.DEAD_LETTERS))
                .allSatisfy(alarm -> assertThat(alarm.subject()).startsWith("stock"));
    }
}
