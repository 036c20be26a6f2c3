package io.rootsocket.hub.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Received;
import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One hub with its own database, ended again and again while an occurrence is on its way: nothing is lost, and nothing is
 * doubled.
 */
class ScheduleKillIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ROUNDS = Trial.count(1, 14);
    /** From the firing of an occurrence to its end in the ledger, and somewhat longer. */
    private static final int ON_ITS_WAY_MILLIS = 300;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(LedgerAudit.sandboxThatForgetsNothing());

    @TempDir
    Path folder;

    static void everySecond(Path folder, String id) {
        RunningHub.route(folder, id + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: schedule:%s
                      parameters:
                        cron: "* * * * * ?"
                      steps:
                        - setBody:
                            simple: ${header.CamelRootSocketOccurrence}
                        # Into the outbox, which drops what it has had before.
                        - to: rootsocket:message?channel=news
                """.formatted(id, id));
    }

    private static void awaitMoreThan(int messages) {
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> SANDBOX.received("news").size() > messages);
    }

    /** So long after a whole second, when the schedules fire. */
    static void awaitTheSecond(int millisAfter) {
        Instant moment =
                Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).plusMillis(millisAfter);
        await().pollInterval(Duration.ofMillis(2)).until(() -> !Instant.now().isBefore(moment));
    }

    @Test
    void everyOccurrenceIsDeliveredOnceOrIsMissedByPolicyWheneverTheHubEnds() throws Exception {
        everySecond(folder, "tick");
        var random = new Random(5);
        var kills = new ArrayList<Instant>();
        try (var hub = HubProcess.start(folder, folder.resolve("routes"), SANDBOX.sandbox(), Map.of())
                .awaitStart()) {
            for (int round = 0; round < ROUNDS; round++) {
                awaitMoreThan(SANDBOX.received("news").size());
                awaitTheSecond(random.nextInt(ON_ITS_WAY_MILLIS));
                if (round % 2 == 0) {
                    hub.kill();
                    kills.add(Instant.now());
                } else {
                    hub.terminate();
                }
                hub.restart();
            }
            awaitMoreThan(SANDBOX.received("news").size() + 1);
            pauseAndAwaitTheEndOfAll(hub);
            hub.terminate();
        }

        var audit = LedgerAudit.of(ScheduleSettings.embedded(folder.resolve("data")), SANDBOX.received("news"));

        audit.trial(
                        Trial.Fault.KILL,
                        "schedules, %d kills and %d stops".formatted(kills.size(), ROUNDS - kills.size()),
                        Trial.Recovery.AFTER_A_START)
                .write();
        assertThat(audit.unaccounted()).as("%s", audit).isEmpty();
        assertThat(audit.deliveredButNotReceived()).as("%s", audit).isEmpty();
        assertThat(audit.receivedButNotDelivered()).as("%s", audit).isEmpty();
        assertThat(audit.outcomes()).doesNotContainKeys(Outcome.FAILED, Outcome.SKIPPED, Outcome.EXPIRED);
        assertThat(audit.open()).as("%s", audit).isZero();
        assertThat(new Received(SANDBOX.sandbox()).repeatsBesides(kills, List.of("news")))
                .isZero();
    }

    private static void pauseAndAwaitTheEndOfAll(HubProcess hub) throws Exception {
        var http = HttpClient.newHttpClient();
        String schedules = hub.adminUrl() + "/api/schedules";
        HttpResponse<String> paused = http.send(
                HttpRequest.newBuilder(URI.create(schedules + "/tick/pause"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
        var question = HttpRequest.newBuilder(URI.create(
                        schedules + "/ledger?from=%s".formatted(Instant.now().minus(1, ChronoUnit.HOURS))))
                .build();
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(
                                http.send(question, BodyHandlers.ofString()).body())
                        .contains("\"DELIVERED\"")
                        .doesNotContain("\"RUNNING\"", "\"ACCEPTED\""));
    }
}
