package io.rootsocket.hub.durability;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.HubProcess;
import io.rootsocket.hub.testing.JmsClient;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub is killed in the middle of a file, then told to stop in the middle of everything, with less time than any of it
 * needs, and started again.
 */
@TestInstance(Lifecycle.PER_CLASS)
class StoppedInTheMiddleIT {

    private static final int RECORDS = Trial.count(400, 10_000);
    private static final int KILLS = Trial.count(1, 4);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final String SLOWLY = """
                          - delay:
                              constant: "{{millis.record}}"
            """;
    /** Nothing is at its end before the hub is told to stop, on a busy machine either. */
    private static final String SLOW = "millis.record=%d\nmillis.job=60000\n".formatted(Trial.count(40, 15));

    private static final String QUICK = "millis.record=0\nmillis.job=1\n";

    private static final String ROUTES = """
            - route:
                id: plain
                from:
                  uri: file:%1$s/plain?initialDelay=0&delay=200
                  steps:
                    - split:
                        tokenize:
                          token: "\\n"
                        streaming: true
                        steps:
                          - delay:
                              constant: "{{millis.record}}"
                          - to: rootsocket:message?channel=plain&deduplicate=${header.CamelFileName}-${body}
            - route:
                id: job
                from:
                  uri: schedule:case/job?cron=0 0 9 29 2 ?
                  steps:
                    - setBody:
                        simple: before ${header.CamelRootSocketOccurrence}
                    - to: rootsocket:message?channel=job
                    - delay:
                        constant: "{{millis.job}}"
                    - setBody:
                        simple: after ${header.CamelRootSocketOccurrence}
                    - to: rootsocket:message?channel=job
            - route:
                id: order
                from:
                  uri: jms:queue:slow
                  steps:
                    - to: rootsocket:message?channel=begun
                    - delay:
                        constant: "{{millis.job}}"
                    - to: rootsocket:message?channel=ordered
            - route:
                id: hanging
                from:
                  uri: platform-http:/hanging
                  steps:
                    - delay:
                        constant: "120000"
                    - to: rootsocket:message?channel=hanging
            - route:
                id: later
                from:
                  uri: platform-http:/later
                  steps:
                    - wireTap:
                        uri: seda:later
                        dynamicUri: false
                    - wireTap:
                        uri: seda:asleep
                        dynamicUri: false
            - route:
                id: asleep
                from:
                  uri: seda:asleep
                  steps:
                    - delay:
                        constant: "120000"
                    - to: rootsocket:message?channel=later
            - route:
                id: queued
                from:
                  uri: seda:later
                  steps:
                    - delay:
                        constant: "120000"
                        asyncDelayed: false
                    - to: rootsocket:message?channel=later
            - route:
                id: collect
                from:
                  uri: platform-http:/collect
                  steps:
                    - aggregate:
                        correlationExpression:
                          constant: all
                        completionSize: 3
                        aggregationStrategy: "#class:org.apache.camel.processor.aggregate.StringAggregationStrategy"
                        steps:
                          - to: rootsocket:message?channel=collected
            """;

    @TempDir
    static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Instant> ends = new ArrayList<>();
    private Sandbox sandbox;
    private HubProcess hub;
    private HttpResponse<String> hanging;
    private List<Integer> whileDraining;
    private Duration stopped;
    private List<Path> files;
    private String letters;
    private String logOfTheStop;

    @BeforeAll
    void killAndStopInTheMiddle() throws Exception {
        sandbox = Received.startSandbox();
        int brokerPort = FreePort.next();
        Path inbox = folder.resolve("inbox");
        String shipped = Files.readString(Path.of("routes/import-csv.yaml"));
        route(folder, "import-csv.yaml", shipped.replaceFirst("(?m)^ +- to:\\R +uri: rootsocket", SLOWLY + "$0"));
        route(folder, "slow.yaml", ROUTES.formatted(inbox));
        route(folder, "application.properties", SLOW);
        hub = HubProcess.start(
                        folder,
                        folder.resolve("routes"),
                        sandbox,
                        Map.of(
                                "HUB_INBOX", inbox.toString(),
                                "HUB_BROKER_PORT", String.valueOf(brokerPort),
                                "HUB_SHUTDOWN_TIMEOUT", SHUTDOWN_TIMEOUT.toSeconds() + "s"))
                .awaitStart();
        drop(inbox.resolve("csv/shop.csv"), "id", IntStream.range(0, RECORDS));
        for (int kill = 1; kill <= KILLS; kill++) {
            awaitAtLeast("imports", RECORDS / 10 * kill / KILLS);
            hub.kill();
            ends.add(Instant.now());
            hub.restart();
        }
        // The repeats are dropped, and it goes on where it was.
        awaitAtLeast("imports", RECORDS / 5);
        beginEverythingElse(inbox, brokerPort);
        CompletableFuture<List<Integer>> answers = CompletableFuture.supplyAsync(this::callUntilItIsGone);
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(post("/hanging", "x"), BodyHandlers.ofString());
        await().atMost(TIMEOUT)
                .until(() ->
                        http.send(get("/health/ready"), BodyHandlers.ofString()).statusCode() == 200);
        Instant told = Instant.now();
        hub.terminate();
        stopped = Duration.between(told, Instant.now());
        hanging = call.join();
        whileDraining = answers.join();
        logOfTheStop = hub.log();
        if (logOfTheStop.contains("Deliveries were cut off")) {
            // A machine so busy that RootSocket's answer took longer than all of the stop.
            ends.add(Instant.now());
        }
        try (Stream<Path> all = Files.walk(inbox)) {
            files = all.filter(Files::isRegularFile).toList();
        }

        route(folder, "application.properties", QUICK);
        hub.restart();
        awaitAtLeast("ordered", 1);
        await().atMost(TIMEOUT).until(() -> messages("job").stream().anyMatch(text -> text.startsWith("after")));
        await().atMost(TIMEOUT)
                .until(() -> isMoved(inbox.resolve("csv/done")) && isMoved(inbox.resolve("plain/.camel")));
        letters = http.send(
                        HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/api/dead-letters"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        await().atMost(TIMEOUT)
                .until(() -> new HashSet<>(messages("imports")).size() == RECORDS
                        && new HashSet<>(messages("plain")).size() == RECORDS / 2);
        writeRow(
                "%d kills, then a stop, in the middle of a file".formatted(KILLS),
                "imports",
                Trial.Fault.KILL,
                RECORDS);
        writeRow("a stop in the middle of a file", "plain", Trial.Fault.STOP, RECORDS / 2);
    }

    private void writeRow(String name, String channel, Trial.Fault fault, int records) {
        List<String> came = messages(channel);
        long different = came.stream().distinct().count();
        List<Integer> order = came.stream()
                .distinct()
                .map(text -> Integer.valueOf("0" + text.replaceAll("\\D", "")))
                .toList();
        new Trial(
                        fault,
                        name + " (records)",
                        records,
                        records - different,
                        came.size() - different,
                        IntStream.range(1, order.size())
                                .filter(i -> order.get(i) < order.get(i - 1))
                                .count(),
                        Trial.Recovery.AFTER_A_START)
                .write();
    }

    private void beginEverythingElse(Path inbox, int brokerPort) throws Exception {
        drop(inbox.resolve("plain/plain.txt"), "first", IntStream.range(1, RECORDS / 2));
        try (var connection =
                JmsClient.connect(folder.resolve("data"), brokerPort).createContext()) {
            connection.createProducer().send(connection.createQueue("slow"), "an order");
        }
        HttpResponse<String> run = http.send(
                HttpRequest.newBuilder(URI.create(hub.adminUrl() + "/api/schedules/job/run-now"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
        for (String path : List.of("/later", "/later", "/collect")) {
            assertThat(http.send(post(path, "payload of " + path), BodyHandlers.ofString())
                            .statusCode())
                    .isLessThan(300);
        }
        awaitAtLeast("plain", 5);
        awaitAtLeast("begun", 1);
        awaitAtLeast("job", 1);
    }

    private static void drop(Path file, String header, IntStream records) throws IOException {
        Files.createDirectories(file.getParent());
        Path written = file.resolveSibling(file.getFileName() + ".part");
        Files.write(
                written,
                Stream.concat(Stream.of(header), records.mapToObj(String::valueOf))
                        .toList());
        Files.move(written, file);
    }

    /** Now and then: who calls without a pause keeps the processor from the hub that is to stop. */
    private List<Integer> callUntilItIsGone() {
        var answers = new ArrayList<Integer>();
        await().atMost(TIMEOUT.multipliedBy(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isGone(answers));
        return answers;
    }

    private boolean isGone(List<Integer> answers) throws InterruptedException {
        try {
            answers.add(
                    http.send(post("/collect", "more"), BodyHandlers.ofString()).statusCode());
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(hub.url().resolve(path))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(hub.url().resolve(path)).build();
    }

    private List<String> messages(String channel) {
        return SandboxExtension.received(sandbox, channel);
    }

    private void awaitAtLeast(String channel, int count) {
        await().atMost(TIMEOUT).until(() -> messages(channel).size() >= count);
    }

    private static boolean isMoved(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> moved = Files.list(folder)) {
            return moved.findAny().isPresent();
        }
    }

    @AfterAll
    void end() {
        if (hub != null) {
            hub.close();
        }
        sandbox.close();
    }

    @ManualRow("it is told to stop, and its work takes longer than `HUB_SHUTDOWN_TIMEOUT`")
    @Test
    void endsAtOnceWhenTheTimeIsOver() {
        assertThat(stopped).isLessThan(SHUTDOWN_TIMEOUT.plusSeconds(29));
        assertThat(logOfTheStop).doesNotContain("\tat ");
    }

    @ManualRow("it is killed and then stopped in the middle of a file")
    @Test
    void leavesFilesWhereTheyWereAndImportsEachRecord() {
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("shop.csv", "plain.txt");
        assertThat(Set.copyOf(messages("imports"))).hasSize(RECORDS);
        assertThat(Set.copyOf(messages("plain"))).hasSize(RECORDS / 2);
        assertThat(new Received(sandbox).repeatsBesides(ends, List.of("imports", "plain")))
                .isZero();
    }

    @ManualRow("it is stopped in the middle of a scheduled job")
    @Test
    void runsAScheduledJobAgainWithItsKey() {
        List<String> job = messages("job");

        assertThat(job).hasSize(2);
        assertThat(job.get(0)).startsWith("before job@");
        assertThat(job.get(1)).isEqualTo(job.get(0).replace("before", "after"));
    }

    @ManualRow("it is stopped in the middle of a message of a queue")
    @Test
    void givesAQueueItsMessageBack() {
        assertThat(messages("ordered")).hasSize(1);
    }

    @ManualRow("it is stopped in the middle of a webhook")
    @Test
    void tellsCallersToComeBack() {
        assertThat(hanging.statusCode()).isEqualTo(503);
        assertThat(hanging.headers().firstValue("Retry-After")).isPresent();
        assertThat(hanging.body()).contains("detail");
        assertThat(whileDraining).containsSubsequence(200, 503).doesNotContain(404, 500);
    }

    @ManualRow("it is stopped in the middle of work that is only in memory (`seda`, a timer)")
    @Test
    void makesDeadLettersOnlyOfWhatLivesInMemory() {
        assertThat(letters)
                .contains("\"queued\"", "\"asleep\"")
                .doesNotContain("\"import-csv\"", "\"plain\"", "\"job\"", "\"order\"");
        assertThat(letters.split("\"id\"", -1)).hasSize(5);
    }

    @ManualRow("it is stopped while `aggregate` collects a group")
    @Test
    void sendsOnWhatWasCollected() {
        assertThat(String.join("", messages("collected"))).contains("payload of /collect");
    }
}
