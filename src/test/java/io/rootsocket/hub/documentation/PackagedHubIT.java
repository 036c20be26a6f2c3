package io.rootsocket.hub.documentation;

import static io.rootsocket.hub.testing.SandboxExtension.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.outbox.Outbox;
import io.rootsocket.hub.outbox.OutboxSettings;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the hub as a user does: the packaged jar, as a process of its own. */
class PackagedHubIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private HubProcess hub;

    @BeforeEach
    void startSandbox() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
        RunningHub.route(folder, "accept.yaml", """
                - route:
                    id: accept
                    from:
                      uri: platform-http:/in
                      steps:
                        - convertBodyTo:
                            type: String
                        - to:
                            uri: jms:queue:accepted
                            pattern: InOnly
                        - setHeader:
                            name: CamelHttpResponseCode
                            constant: "202"
                - route:
                    id: deliver
                    from:
                      uri: jms:queue:accepted
                      steps:
                        - to: rootsocket:message?channel=news
                """);
        RunningHub.route(folder, "clock.yaml", """
                - route:
                    id: clock
                    from:
                      uri: timer:once?repeatCount=1&delay=0
                      steps:
                        - setBody:
                            constant: tick
                        - to: rootsocket:message?channel=clock
                """);
    }

    @AfterEach
    void stop() {
        hub.close();
        sandbox.close();
    }

    private void run() {
        hub = HubProcess.start(folder, folder.resolve("routes"), sandbox, Map.of())
                .awaitStart();
    }

    private int post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(hub.url().resolve("/in"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void showsItsFirstScreenInTenLinesLosesNothingAndKeepsWhatWaitsWhenItIsStopped() throws Exception {
        run();

        assertThat(hub.out().lines()).hasSizeLessThanOrEqualTo(10);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(received(sandbox, "clock")).containsExactly("tick"));
        assertThat(hub.log()).isEmpty();

        losesNothingThatAWebhookAcceptedWhenItIsKilledDuringAnOutage();

        keepsWhatStillWaitedForItsNextAttemptWhenItIsStopped();
    }

    private void losesNothingThatAWebhookAcceptedWhenItIsKilledDuringAnOutage() throws Exception {
        sandbox.faults().inject(Fault.status(503));
        for (int i = 0; i < 20; i++) {
            assertThat(post("message " + i)).isEqualTo(202);
        }
        hub.kill();
        sandbox.faults().clear();

        hub.restart();

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(received(sandbox, "news")).hasSizeGreaterThanOrEqualTo(20);
            for (int i = 0; i < 20; i++) {
                assertThat(received(sandbox, "news")).contains("message " + i);
            }
        });
    }

    private void keepsWhatStillWaitedForItsNextAttemptWhenItIsStopped() {
        Fault refused = Fault.status(503).onChannel("once");
        sandbox.faults().replace(List.of(refused.times(2), refused));
        RunningHub.route(folder, "direct.yaml", """
                - route:
                    id: direct
                    from:
                      uri: timer:direct?repeatCount=1&delay=0
                      steps:
                        - setBody:
                            constant: tock
                        - to: rootsocket:message?channel=once&delivery=direct
                """);
        // Two attempts have been made, and a third will be.
        await().atMost(TIMEOUT).until(() -> sandbox.faults().active().size() == 1);

        hub.terminate();

        assertThat(deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.payload()).isEqualTo("tock");
            assertThat(letter.route()).isEqualTo("direct");
        });
    }

    private List<DeadLetter> deadLetters() {
        try (var broker = Broker.onFolder(folder.resolve("data/broker"));
                var outbox = new Outbox(
                        broker,
                        OutboxSettings.DEFAULTS,
                        Optional.empty(),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC())) {
            return outbox.deadLetters().list(DeadLetterFilter.ALL, 100);
        }
    }
}
