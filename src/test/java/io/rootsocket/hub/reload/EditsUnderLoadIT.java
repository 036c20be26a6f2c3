package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.durability.Received;
import io.rootsocket.hub.durability.Trial;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.RunningHub;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits the routes again and again while a webhook, a queue and a folder deliver. */
class EditsUnderLoadIT {

    private static final int EDITS = Trial.count(12, 200);
    /** Between two of a source: a machine that does nothing else edits late. */
    private static final Duration PACE = Duration.ofMillis(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final Map<String, List<Integer>> accepted = Map.of(
            "webhook", new CopyOnWriteArrayList<>(),
            "queue", new CopyOnWriteArrayList<>(),
            "folder", new CopyOnWriteArrayList<>());
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
                        - to: rootsocket:message?channel=%s
                        - setBody:
                            constant: sent
                """.formatted(id, from, parameters, version, id);
    }

    private void save(int version) {
        route(folder, "webhook.yaml", send("webhook", "platform-http:/in", "httpMethodRestrict: POST", version));
        route(folder, "queue.yaml", send("queue", "jms:queue:news", "transacted: true", version));
        route(
                folder,
                "folder.yaml",
                send("folder", "file:" + folder.resolve("inbox"), "sortBy: file:name\n        delay: 20", version));
    }

    @Test
    void losesNothingInManyEdits() throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        save(0);
        try (Sandbox sandbox = Received.startSandbox();
                var hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())) {
            hub.withoutProblems();
            List<CompletableFuture<Void>> load = List.of(
                    CompletableFuture.runAsync(() -> postUntilDone(hub)),
                    CompletableFuture.runAsync(() -> queueUntilDone(hub)),
                    CompletableFuture.runAsync(this::dropUntilDone));

            List<ReloadOutcome> refused = new ArrayList<>();
            for (int edit = 1; edit <= EDITS; edit++) {
                save(edit);
                ReloadOutcome outcome = hub.reload().reload();
                if (outcome.result() == Result.REFUSED) {
                    refused.add(outcome);
                }
            }
            done.set(true);
            CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).join();

            assertThat(refused).isEmpty();
            var received = new Received(sandbox);
            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            accepted.forEach((source, numbers) -> Trial.of(
                            Trial.Fault.EDIT,
                            "%d edits of a route under load: %s".formatted(EDITS, source),
                            Map.of(source, numbers),
                            received,
                            Trial.Recovery.BY_ITSELF)
                    .write());
            assertThat(accepted.values()).allMatch(numbers -> numbers.size() > EDITS / 4);
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(Files.exists(folder.resolve("inbox/.failed"))).isFalse();
        }
    }

    /** Every call counts, whatever its answer: none may be turned away. */
    private void postUntilDone(RunningHub hub) {
        for (int i = 0; !done.get(); i++) {
            HttpResponse<String> answer = hub.post("/in", String.valueOf(i));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            accepted("webhook", i);
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void accepted(String source, int number) {
        Objects.requireNonNull(accepted.get(source)).add(number);
    }

    private void queueUntilDone(RunningHub hub) {
        var producer = hub.producer();
        for (int i = 0; !done.get(); i++) {
            producer.sendBody("jms:queue:news", String.valueOf(i));
            accepted("queue", i);
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void dropUntilDone() {
        try {
            for (int i = 0; !done.get(); i++) {
                Path half = Files.writeString(folder.resolve("half"), String.valueOf(i));
                Files.move(half, folder.resolve("inbox/%06d.txt".formatted(i)), StandardCopyOption.ATOMIC_MOVE);
                accepted("folder", i);
                LockSupport.parkNanos(PACE.toNanos());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
