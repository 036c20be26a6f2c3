package io.rootsocket.hub.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatIT {

    private static final Duration OFTEN = Duration.ofMillis(20);

    private final AtomicInteger beats = new AtomicInteger();
    private final AtomicReference<Optional<String>> unwell = new AtomicReference<>(Optional.empty());
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/secret-id", exchange -> {
            beats.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        executor.shutdownNow();
        server.stop(0);
    }

    private URI url() {
        return URI.create(
                "http://127.0.0.1:%d/secret-id".formatted(server.getAddress().getPort()));
    }

    @Test
    void beatsForAsLongAsTheHubIsWellAndAgainOnceItIs() {
        new Heartbeat(url(), unwell::get).start(executor, OFTEN);
        await().until(() -> beats.get() > 2);

        unwell.set(Optional.of("The database does not answer."));
        int before = beats.get();
        await().during(Duration.ofMillis(300)).until(() -> beats.get() <= before + 1);

        unwell.set(Optional.empty());
        await().until(() -> beats.get() > before + 2);
    }

    @Test
    void goesOnWhenWhoeverAsksWhetherTheHubIsWellFails() {
        new Heartbeat(url(), () -> {
                    if (beats.get() == 1) {
                        beats.incrementAndGet();
                        throw new IllegalStateException("broken");
                    }
                    return Optional.empty();
                })
                .start(executor, OFTEN);

        await().until(() -> beats.get() > 4);
    }

    /** Who knows the address can send it while the hub is dead. */
    @Test
    void showsNoMoreThanTheHost() {
        var settings = new AlarmSettings(
                AlarmRules.DEFAULT, Optional.of(URI.create("https://user:pw@hc.example/secret-id?x=1")), OFTEN);

        assertThat(settings.toString()).contains("https://hc.example/…").doesNotContain("secret-id", "pw", "x=1");
    }
}
