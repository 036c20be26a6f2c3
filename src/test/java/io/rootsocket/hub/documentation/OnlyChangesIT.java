package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The manual's route that announces only what has changed, with a server that says one thing after the other. */
class OnlyChangesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private final AtomicReference<String> weather = new AtomicReference<>("");
    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void serveTheWeather() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/weather", exchange -> {
            byte[] body = weather.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            asked.incrementAndGet();
        });
        server.start();
        String route = new Manual()
                .blocks().stream()
                        .map(Page.Block::content)
                        .filter(content -> content.contains("id: announce-weather"))
                        .findFirst()
                        .orElseThrow();
        RunningHub.route(
                folder,
                "announce-weather.yaml",
                route.replace(
                        "localhost:9000", "127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stopServing() {
        server.stop(0);
    }

    private RunningHub hub() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private void says(RunningHub hub, String... answers) {
        for (String answer : answers) {
            int before = asked.get();
            weather.set(answer);
            hub.schedules().runNow("announce-weather", "test");
            await().atMost(TIMEOUT)
                    .until(() -> asked.get() > before
                            && hub.camel().getInflightRepository().size() == 0);
        }
    }

    @Test
    void announcesOnlyWhatHasChangedOverARestartToo() {
        try (RunningHub hub = hub()) {
            says(hub, "1", "A", "A", "B", "A");
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(SANDBOX.received("weather")).containsExactly("1", "A", "B", "A"));
        }
        try (RunningHub hub = hub()) {
            says(hub, "A", "C", "A");
            await().atMost(TIMEOUT)
                    .untilAsserted(() ->
                            assertThat(SANDBOX.received("weather")).containsExactly("1", "A", "B", "A", "C", "A"));
        }
    }
}
