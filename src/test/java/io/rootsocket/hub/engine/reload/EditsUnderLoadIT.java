package io.rootsocket.hub.engine.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.engine.reload.Outcome.Result;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits the routes again and again while a webhook, a queue and a folder deliver. */
class EditsUnderLoadIT {

    private static final int EDITS = Trial.count(25, 200);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean done = new AtomicBoolean();

    private static String send(String id, String from, String parameters, int version) {
        return """
                - route:
                    id: %s
                    from:
                      uri: %s
                      parameters:
                        %s
                      steps:
                        - setHeader:
                            name: version
                            constant: "%d"
                        - convertBodyTo:
                            type: String
                        - to: rootsocket:message?channel=news
                        - setBody:
                            constant: sent
                """.formatted(id, from, parameters, version);
    }

    private void save(int version) {
        route(folder, "webhook.yaml", send("webhook", "platform-http:/in", "httpMethodRestrict: POST", version));
        route(folder, "queue.yaml", send("queue", "jms:queue:news", "transacted: true", version));
        route(folder, "folder.yaml", send("folder", "file:" + folder.resolve("inbox"), "delay: 20", version));
    }

    @Test
    void losesNothingInManyEdits() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        save(0);
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                var hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())) {
            hub.withoutProblems();
            Set<String> received = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<Void>> load = List.of(
                    CompletableFuture.runAsync(() -> postUntilDone(hub)),
                    CompletableFuture.runAsync(() -> queueUntilDone(hub)),
                    CompletableFuture.runAsync(this::dropUntilDone),
                    CompletableFuture.runAsync(() -> collectUntilDone(sandbox, received)));

            List<Outcome> refused = new ArrayList<>();
            for (int edit = 1; edit <= EDITS; edit++) {
                save(edit);
                Outcome outcome = hub.reload().reload();
                if (outcome.result() == Result.REFUSED) {
                    refused.add(outcome);
                }
            }
            done.set(true);
            CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).join();

            assertThat(refused).isEmpty();
            await().atMost(PATIENCE).untilAsserted(() -> {
                collect(sandbox, received);
                assertThat(lost(received)).isEmpty();
            });
            assertThat(accepted).hasSizeGreaterThan(EDITS);
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(Files.exists(folder.resolve("inbox/.failed"))).isFalse();
            System.out.printf("%d exchanges through %d edits, none lost%n", accepted.size(), EDITS);
        }
    }

    private Set<String> lost(Set<String> received) {
        return accepted.stream().filter(one -> !received.contains(one)).collect(Collectors.toSet());
    }

    /** Every call counts, whatever its answer: none may be turned away. */
    private void postUntilDone(RunningHub hub) {
        for (int i = 0; !done.get(); i++) {
            accepted.add("webhook-" + i);
            HttpResponse<String> answer = hub.post("/in", "webhook-" + i);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private void queueUntilDone(RunningHub hub) {
        var producer = hub.producer();
        for (int i = 0; !done.get(); i++) {
            accepted.add("queue-" + i);
            producer.sendBody("jms:queue:news", "queue-" + i);
        }
    }

    private void dropUntilDone() {
        try {
            for (int i = 0; !done.get(); i++) {
                Path half = Files.writeString(folder.resolve("half"), "folder-" + i);
                Files.move(half, folder.resolve("inbox/" + i + ".txt"), StandardCopyOption.ATOMIC_MOVE);
                accepted.add("folder-" + i);
                Thread.sleep(5);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sandbox keeps only the newest messages. */
    private void collectUntilDone(Sandbox sandbox, Set<String> received) {
        while (!done.get()) {
            collect(sandbox, received);
        }
    }

    private static void collect(Sandbox sandbox, Set<String> received) {
        sandbox.messages("news").stream().map(ReceivedMessage::data).forEach(received::add);
    }
}
