package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.Subscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every file of {@code routes/} and sees its messages at a WebSocket subscriber. */
class ShippedRoutesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String PUSH = """
            {"commits": [{}, {}], "pusher": {"name": "ana"}, "repository": {"full_name": "acme/site"},
             "head_commit": {"message": "Fix header\\n\\nIt was crooked."}}
            """;

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static RunningHub hub;
    private static Subscriber subscriber;

    @BeforeAll
    static void start() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                RunningHub.route(folder, file.getFileName().toString(), Files.readString(file));
            }
        }
        System.setProperty("hub.inbox", folder.resolve("inbox").toString());
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
        subscriber = Subscriber.to(sandbox);
        Stream.of("heartbeat", "imports", "orders", "deploys", "alerts", "ops", "status")
                .forEach(subscriber::subscribe);
        hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())
                .withoutProblems();
    }

    @AfterAll
    static void stop() {
        hub.close();
        subscriber.close();
        sandbox.close();
        System.clearProperty("hub.inbox");
    }

    private static void awaitMessages(String channel, String... expected) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(subscriber.received(channel)).contains(expected));
    }

    @Test
    void announcesTheStandupOnWeekdaysInMadrid() {
        assertThat(hub.status().nextFires()).anySatisfy(fire -> {
            assertThat(fire.routeId()).isEqualTo("announce-standup");
            assertThat(fire.at().atZone(fire.zone()).toLocalTime()).hasToString("09:15");
            assertThat(fire.zone()).hasToString("Europe/Madrid");
        });
    }

    @Test
    void saysTheTimeEveryMinute() {
        assertThat(hub.status().nextFires()).anySatisfy(fire -> {
            assertThat(fire.routeId()).isEqualTo("heartbeat");
            assertThat(fire.at())
                    .isEqualTo(fire.at().truncatedTo(ChronoUnit.MINUTES))
                    .isBefore(Instant.now().plusSeconds(61));
        });
        hub.schedules().runNow("heartbeat", "a test");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(subscriber.received("heartbeat"))
                        .isNotEmpty()
                        .allMatch(text -> text.startsWith("The hub is alive.")));
    }

    @Test
    void sendsARecordOfACsvFileAtATime() throws IOException {
        Path csv = folder.resolve("inbox/csv");
        Files.writeString(csv.resolve("stock.csv"), "sku,quantity\nA-1,3\nB-7,1\n");

        awaitMessages("imports", "{\"sku\":\"A-1\",\"quantity\":\"3\"}", "{\"sku\":\"B-7\",\"quantity\":\"1\"}");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(names(csv.resolve("done"))).hasSize(1));
    }

    @Test
    void sendsARecordOfAJsonFileAtATime() throws IOException {
        Files.writeString(folder.resolve("inbox/json/stock.json"), "[{\"sku\":\"C-2\"},{\"sku\":\"D-9\"}]");

        awaitMessages("imports", "{\"sku\":\"C-2\"}", "{\"sku\":\"D-9\"}");
    }

    @Test
    void movesAFileThatIsNotJsonToTheFailedFolder() throws IOException {
        Path json = folder.resolve("inbox/json");
        Files.writeString(json.resolve("broken.json"), "[{\"sku\":");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(names(json.resolve("failed"))).hasSize(1));
        assertThat(hub.deadLetters()).anyMatch(letter -> "broken.json".equals(letter.sourceId()));
    }

    @Test
    void turnsAPushIntoAReadableLineEvenIfTheServiceIsDownForAWhile() {
        sandbox.faults().inject(Fault.status(503).times(3));

        assertThat(hub.post("/webhooks/github", PUSH, "Content-Type", "application/json", "X-GitHub-Event", "push")
                        .statusCode())
                .isEqualTo(202);

        awaitMessages("deploys", "ana pushed 2 commits to acme/site: \"Fix header\"");
    }

    @Test
    void refusesAPushThatIsNotJson() {
        var answer = hub.post("/webhooks/github", "a=b", "Content-Type", "application/json", "X-GitHub-Event", "push");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void fansOneAlertOutToThreeChannels() {
        String alert = "{\"service\": \"checkout\", \"text\": \"Payments are slow\"}";

        assertThat(hub.post("/webhooks/alerts", alert, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(202);

        awaitMessages("alerts", alert);
        awaitMessages("ops", alert);
        awaitMessages("status", "checkout: Payments are slow");
    }

    @Test
    void sendsAnOrderFromTheQueue() {
        hub.producer()
                .sendBody(
                        "jms:queue:orders",
                        "{\"id\":\"o-1\",\"lines\":[{\"sku\":\"A-1\",\"quantity\":2,\"price\":4.5}]}");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(subscriber.received("orders")).anyMatch(text -> text.contains("o-1")));
    }

    @Test
    void givesTheJavaScriptClientTokensThatOpenAConnectionAndAChannel() throws IOException {
        String connection = token("/rootsocket/connections");
        String channel = token("/rootsocket/tokens/lobby");

        try (var client = Subscriber.withToken(sandbox.apiUrl(), sandbox.key(), connection)) {
            client.subscribe("lobby", channel);
            assertThat(client.errors()).isEmpty();
        }
    }

    @Test
    void tellsWhoAsksForABadChannelWhyAndKeepsNothing() throws IOException {
        int letters = hub.deadLetters().size();

        var answer = hub.post("/rootsocket/tokens/my-channel", "");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Wire.readTree(answer.body()).path("detail").asText()).contains("my-channel", "my.channel");
        assertThat(hub.deadLetters()).hasSize(letters);
    }

    private static String token(String path) throws IOException {
        var answer = hub.post(path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Wire.readTree(answer.body()).path("token").asText();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
