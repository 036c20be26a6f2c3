package io.rootsocket.hub.cli.schedules;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Did the 9 o'clock announcement go out? The ledger knows, also after the route has ended. */
class ScheduleOutcomesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private RunningHub hub;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
        route(folder, "announce.yaml", """
                - route:
                    id: announce
                    from:
                      uri: "schedule:announce?cron=0 0 9 1 1 ?"
                      steps:
                        - setBody:
                            constant: Good morning.
                        - to: rootsocket:message?channel=news&expiresAfter={{news.life:1h}}
                        - to: rootsocket:message?channel=lobby
                """);
        hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of("HUB_OUTBOX_LONGEST_RETRY", "500ms"))
                .withoutProblems();
    }

    @AfterEach
    void stop() {
        hub.close();
        sandbox.close();
    }

    @Test
    void isAcceptedWhileAMessageWaitsAndDeliveredOnceRootSocketHasEachOfThem() {
        sandbox.faults().inject(Fault.status(503).onChannel("lobby"));
        hub("run-now", "announce");
        await().atMost(TIMEOUT).until(() -> sandbox.messages("news").size() == 1);
        awaitLedger("accepted");

        sandbox.faults().clear();

        awaitLedger("delivered");
        assertThat(sandbox.messages("lobby")).hasSize(1);
    }

    @Test
    void isExpiredWhenAMessageBecameTooOld() throws Exception {
        route(folder, "application.properties", "news.life=2s\n");
        hub.reload().reload();
        sandbox.faults().inject(Fault.status(503).onChannel("news"));
        hub("run-now", "announce");

        awaitLedger("expired", "could not be delivered before");
        assertThat(sandbox.messages("news")).isEmpty();
    }

    @Test
    void isFailedWhenRootSocketRefusesAMessage() {
        sandbox.faults().inject(Fault.status(400).onChannel("lobby"));
        hub("run-now", "announce");

        awaitLedger("failed", "to channel `lobby` failed");
        // The table is as wide as a terminal; nothing is cut for a program.
        assertThat(hub("schedules", "--ledger", "--format=json")).contains("answered 400");
        assertThat(hub.deadLetters().get(0).sourceId()).startsWith("announce@");
    }

    @Test
    void isDeliveredOnceWhatFailedIsReplayed() {
        sandbox.faults().inject(Fault.status(400).onChannel("lobby"));
        hub("run-now", "announce");
        awaitLedger("failed", "to channel `lobby` failed");

        sandbox.faults().clear();
        hub("dead-letters", "replay", "--channel=lobby");

        awaitLedger("delivered", "after a replay");
        assertThat(sandbox.messages("lobby")).hasSize(1);
    }

    @Test
    void isDroppedWhenAllThatItSentHadBeenSeenBefore() {
        route(folder, "poll.yaml", """
                - route:
                    id: poll
                    from:
                      uri: "schedule:poll?cron=0 0 9 1 1 ?"
                      steps:
                        - setBody:
                            simple: "${exchangeProperty.weather}sunny %s"
                        - to:
                            uri: rootsocket:message
                            parameters:
                              channel: weather
                              deduplicate: ${body}
                """.formatted("x".repeat(2_000)));
        await().atMost(TIMEOUT).until(() -> hub("schedules").contains("poll"));

        hub("run-now", "poll");
        awaitLedger("poll", "delivered");
        hub("run-now", "poll");

        awaitLedger("poll", "dropped", "seen before");
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(hub("schedules", "poll", "--ledger")).doesNotContain("accepted", "running"));
        assertThat(sandbox.messages("weather")).hasSize(1);
    }

    private void awaitLedger(String... words) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(hub("schedules", "--ledger")).contains(words));
    }

    private String hub(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--url=" + hub.adminUrl());
        return new Shell().done(all.toArray(String[]::new));
    }
}
