package io.rootsocket.hub.polling;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet {@code poll} in a hub, with a server that says one thing after the other. */
class PollIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private final AtomicBoolean endless = new AtomicBoolean();
    private volatile String weather = "A";
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/weather", this::answer);
        server.start();
        route("");
        // A secret is taken as it is, whatever Camel would make of such a text.
        RunningHub.route(folder, "application.properties", "weather.token=#bean:secret&{{x}}");
    }

    private void route(String steps) {
        RunningHub.route(folder, "weather.yaml", """
                - route:
                    id: weather
                    from:
                      uri: kamelet:poll
                      parameters:
                        url: RAW(http://127.0.0.1:%d/weather?city=a%%20b&raw=1+2)
                        every: 1d
                        authorization: "Bearer {{weather.token}}"
                        headers: "Accept: text/plain; q=1 ; X-Station: north"
                      steps:
                %s
                        - to: rootsocket:message?channel=weather
                """.formatted(
                        server.getAddress().getPort(), steps.indent(8).stripTrailing()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String etag = "\"" + weather + "\"";
        var request = exchange.getRequestHeaders();
        asked.add("%s %s %s %s"
                .formatted(
                        exchange.getRequestURI().getRawQuery(),
                        request.getFirst("Authorization"),
                        request.getFirst("X-Station"),
                        request.getFirst("If-None-Match")));
        awaitTheEndOfSilence();
        exchange.getResponseHeaders().set("ETag", etag);
        if (endless.get()) {
            exchange.sendResponseHeaders(200, 0);
            dripWithoutEnd(exchange);
        } else if (etag.equals(request.getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] body = weather.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void awaitTheEndOfSilence() {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dripWithoutEnd(HttpExchange exchange) throws IOException {
        var block = new byte[64 * 1024];
        while (endless.get()) {
            exchange.getResponseBody().write(block);
        }
    }

    @AfterEach
    void stopServing() {
        endless.set(false);
        silence.countDown();
        server.stop(0);
    }

    private RunningHub hub() {
        return RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private void poll(RunningHub hub) {
        int before = asked.size();
        hub.schedules().runNow("weather", "test");
        await().atMost(TIMEOUT)
                .until(() -> asked.size() > before
                        && hub.camel().getInflightRepository().size() == 0);
    }

    private void says(RunningHub hub, String... answers) {
        for (String answer : answers) {
            weather = answer;
            poll(hub);
        }
    }

    private static void awaitSent(String... expected) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received("weather")).containsExactly(expected));
    }

    @Test
    void announcesWhatHasChangedOverARestartTooAndAsksForWhatItDoesNotKnow() {
        try (RunningHub hub = hub()) {
            says(hub, "A", "A", "B", "A");
            awaitSent("A", "B", "A");
        }
        try (RunningHub hub = hub()) {
            says(hub, "A", "C");
            awaitSent("A", "B", "A", "C");
        }
        assertThat(asked.get(0)).isEqualTo("city=a%20b&raw=1+2 Bearer #bean:secret&{{x}} north null");
        assertThat(asked)
                .extracting(line -> line.replaceFirst(".* ", ""))
                .containsExactly("null", "\"A\"", "\"A\"", "\"B\"", "\"A\"", "\"A\"");
    }

    @Test
    void aServerThatFailsLeavesNoDeadLetterAndTheLedgerSaysWhy() {
        try (RunningHub hub = hub()) {
            status = 503;
            says(hub, "sorry", "sorry");
            MeterRegistry meters = requireNonNull(hub.camel().getRegistry().findSingleByType(MeterRegistry.class));
            assertThat(meters.counter("hub.poll.failures", "route", "weather").count())
                    .isEqualTo(2);
            status = 200;
            says(hub, "A");

            awaitSent("A");
            assertThat(hub.deadLetters()).isEmpty();
            assertThat(hub.schedules()
                            .ledger(Instant.EPOCH, Instant.now().plusSeconds(60), Optional.of("weather"))
                            .toString())
                    .contains("answered 503");
        }
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        try (RunningHub hub = hub()) {
            endless.set(true);
            poll(hub);
            endless.set(false);
            says(hub, "A");

            awaitSent("A");
        }
    }

    /** It would otherwise fail at each poll again, or be lost. */
    @Test
    void anAnswerOnWhichTheRouteFailsIsOneDeadLetterWithTheAnswer() {
        route("""
                - throwException: {exceptionType: java.lang.IllegalStateException, message: no}
                """);
        try (RunningHub hub = hub()) {
            says(hub, "A", "A");

            assertThat(hub.deadLetters()).extracting(DeadLetter::payload).containsExactly("A");
        }
    }

    @Test
    void doesNotWaitForAServerThatHangsWhenItStops() {
        Instant began;
        try (RunningHub hub = hub()) {
            silence = new CountDownLatch(1);
            hub.schedules().runNow("weather", "test");
            await().atMost(TIMEOUT).until(() -> !asked.isEmpty());
            began = Instant.now();
        }

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
}
