package io.rootsocket.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A hub is told to stop while calls hang in every way. */
class StopWithHangingWebhooksIT {

    /** Longer than a stop may take, so that no call is at its end before. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void hangUp() {
        callers.shutdownNow();
    }

    private List<CompletableFuture<HttpResponse<String>>> call(RunningHub hub, String path) {
        return Stream.generate(() -> CompletableFuture.supplyAsync(() -> hub.post(path, "x", "n", "99999999"), callers))
                .limit(3)
                .toList();
    }

    private static int inflight(RunningHub hub, String route) {
        return hub.camel().getInflightRepository().size(route);
    }

    @Test
    void isHeldUpByNothingThatAStepWaitsFor() throws IOException {
        // Takes a connection and says nothing.
        try (var deaf = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                var hub = HangingRoutes.start(folder, SANDBOX, deaf, TIMEOUT)) {
            assertThat(hub.post("/throttles", "first").statusCode()).isEqualTo(200);
            assertThat(hub.post("/collects", "a group that is never complete").statusCode())
                    .isEqualTo(200);
            var hanging = Stream.of("hangs", "runs", "throttles", "waits", "asks")
                    .collect(Collectors.toMap(Function.identity(), route -> call(hub, "/" + route)));
            await().atMost(TIMEOUT).until(() -> inflight(hub, "clock") == 1);
            hanging.keySet().forEach(route -> await().atMost(TIMEOUT).until(() -> inflight(hub, route) == 3));

            assertThat(CompletableFuture.runAsync(hub::close, callers)).succeedsWithin(TIMEOUT);
            assertThat(hanging.values())
                    .allSatisfy(calls -> assertThat(calls)
                            .allSatisfy(call -> assertThat(call).isDone()));
        }
    }
}
