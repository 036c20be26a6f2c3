package io.rootsocket.hub.hub;

import static io.rootsocket.hub.hub.HubIT.WEBHOOK;
import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The hub's two doors, and what happens when they do not open. */
class HubDoorsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    Path folder;

    private RunningHub start() {
        return start(SANDBOX.key(), Map.of());
    }

    private RunningHub start(String key, Map<String, String> environment) {
        return RunningHub.start(folder, SANDBOX.apiUrl(), key, environment);
    }

    @Test
    void refusesToStartOnAPortThatIsTaken() throws IOException {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = Map.of("HUB_PORT", String.valueOf(other.getLocalPort()));
            assertThatThrownBy(() -> start(SANDBOX.key(), taken))
                    .isInstanceOf(HubConfigurationException.class)
                    .hasMessageContaining("HUB_PORT");
        }
    }

    @Test
    void leavesNoThreadBehindWhenItDoesNotStart() {
        route(folder, "webhook.yaml", WEBHOOK);
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        assertThatThrownBy(() -> RunningHub.start(
                        folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of(), new FailsOnceTheDoorsAreOpen()))
                .hasMessageContaining("the doors are open");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> !before.contains(thread))
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.matches("(?i)(vert|camel|activemq|artemis|outbox).*")));
    }

    /** Camel tells all that listened to the start of its context of each route that starts later. */
    @Test
    void addsNothingToTheWayOfARequestWhenARouteStarts() throws Exception {
        route(folder, "webhook.yaml", WEBHOOK);

        try (RunningHub hub = start()) {
            CamelContext camel = hub.camel();
            String id = camel.getRoutes().get(0).getRouteId();
            List<Integer> before = onTheWay(hub);

            camel.getRouteController().stopRoute(id);
            camel.getRouteController().startRoute(id);

            assertThat(onTheWay(hub)).isEqualTo(before);
        }
    }

    private static List<Integer> onTheWay(RunningHub hub) {
        CamelContext camel = hub.camel();
        return Stream.of(
                        camel.getManagementStrategy().getEventNotifiers(),
                        VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(hub.port()))
                                .getRoutes())
                .map(List::size)
                .toList();
    }

    @Test
    void showsInItsHealthWhetherRootSocketAnswersTheKey() throws IOException {
        route(folder, "webhook.yaml", WEBHOOK);
        Files.writeString(folder.resolve("routes/application.properties"), "camel.health.producersEnabled=true\n");

        try (var hub = start()) {
            assertThat(hub.admin("/observe/health").body())
                    .contains("rootsocket-message")
                    .contains("\"UP\"");
            SANDBOX.sandbox().faults().inject(Fault.status(503));
            HttpResponse<String> down = hub.admin("/observe/health");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.body())
                    .contains("rootsocket-message")
                    .contains("DOWN")
                    .doesNotContain(SANDBOX.key());
        }
    }

    @Test
    void refusesToStartWithoutAFolderOfRoutes() {
        assertThatThrownBy(this::start)
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("HUB_ROUTES");
    }

    @Test
    void showsHealthAndMetricsOnlyAtTheAdminDoor() {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var hub = start()) {
            assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(hub.get("/observe/health").statusCode()).isEqualTo(404);
            assertThat(hub.get("/observe/metrics").statusCode()).isEqualTo(404);
            assertThat(hub.admin("/observe/health?data=true").body())
                    .contains("UP", "context.name")
                    // Slashes are no words that need one, and Java's names are nobody's business.
                    .doesNotContain("\\", "org.apache.camel.health");
            assertThat(hub.admin("/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(hub.admin("/observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(hub.admin("/observe/metrics").body()).contains("camel_");
            assertThat(hub.admin("/in").statusCode()).isEqualTo(404);
        }
    }

    /** Their callers once heard nothing, and waited. */
    @Test
    void answersPathsThatCannotBeRead() {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var hub = start()) {
            for (String path : List.of("/in%zz", "/%zz/in", "/in%2", "/%", "/%zz?a=b")) {
                try (var caller = hub.connect()) {
                    caller.send("POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .formatted(path));

                    assertThat(caller.readToEnd())
                            .as(path)
                            .startsWith("HTTP/1.1 400 ")
                            .contains("The path has `%` without two hexadecimal digits.");
                }
            }
        }
    }

    /** Who heard that the hub is ready was told by the admin port that it still starts. */
    @Test
    void isReadyOnceBothDoorsAreOpen() throws Exception {
        route(folder, "webhook.yaml", WEBHOOK);
        int port = FreePort.next();
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/ready".formatted(port)))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        var heard = new ArrayList<Integer>();
        HubExtension last = new HubExtension() {
            @Override
            public void attach(CamelContext camel, HubSettings settings) {}

            @Override
            public void started(Hub hub) throws Exception {
                heard.add(http.send(ready, BodyHandlers.discarding()).statusCode());
            }
        };

        var environment = Map.of("HUB_PORT", String.valueOf(port));
        try (var hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), environment, last)) {
            assertThat(heard).containsExactly(503);
            assertThat(hub.admin("/api/status").statusCode()).isEqualTo(200);
            assertThat(http.send(ready, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void asksForTheTokenAtTheAdminDoor() {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var hub = start(SANDBOX.key(), Map.of("HUB_ADMIN_TOKEN", "t0ken"))) {
            assertThat(hub.admin("/observe/health").statusCode()).isEqualTo(401);
            assertThat(hub.admin("/observe/health", "Authorization", "Bearer other")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(hub.admin("/observe/health", "Authorization", "Bearer t0ken")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** A proxy asks each second or so, and sends calls until it has heard that the hub is not ready. */
    @Test
    void isNotReadyButTakesWhatComesWhileItLeaves() {
        route(folder, "webhook.yaml", WEBHOOK);
        var hub = start(SANDBOX.key(), Map.of("HUB_SHUTDOWN_DELAY", "3s"));
        assertThat(hub.post("/in", "before").headers().firstValue("Connection")).isEmpty();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(hub::close);
        await().atMost(TIMEOUT).until(() -> hub.get("/health/ready").statusCode() == 503);
        HttpResponse<String> taken = hub.post("/in", "while it leaves");
        boolean leaving = !stop.isDone();
        HttpResponse<String> alive = hub.get("/health/live");
        stop.join();

        assertThat(leaving).isTrue();
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.headers().firstValue("Connection")).hasValue("close");
        assertThat(alive.statusCode()).isEqualTo(200);
        assertThat(SANDBOX.sandbox().messages("news"))
                .extracting(ReceivedMessage::data)
                .contains("before", "while it leaves");
    }

    @Test
    void refusesABodyOverTheLimit() {
        route(folder, "webhook.yaml", WEBHOOK);

        try (var hub = start(SANDBOX.key(), Map.of("HUB_BODY_LIMIT", "1000"))) {
            assertThat(hub.post("/in", "x".repeat(1_001)).statusCode()).isEqualTo(413);
            assertThat(SANDBOX.sandbox().messages("news")).isEmpty();
        }
    }

    private static final class FailsOnceTheDoorsAreOpen implements HubExtension {

        @Override
        public void attach(CamelContext camel, HubSettings settings) {}

        @Override
        public void started(Hub hub) {
            throw new IllegalStateException("the doors are open");
        }
    }
}
