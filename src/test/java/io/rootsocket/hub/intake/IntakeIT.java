package io.rootsocket.hub.intake;

import static io.rootsocket.hub.testing.RunningHub.route;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import io.rootsocket.hub.testing.Subscriber;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What others leave in folders, and what a clock does not find, against a running hub. */
@ManualRow({
    "a link, pipe or device in an inbox",
    "a link in the place of `done`, `failed` or `.camel`",
    "a file of 5 GB that a step reads whole"
})
class IntakeIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Steps that read a file whole, by the route that has them. */
    private static final Map<String, String> WHOLE = Map.of(
            "wholetext", "convertBodyTo: {type: String}",
            "wholebytes", "convertBodyTo: {type: 'byte[]'}",
            "wholesimple", "setHeader: {name: x, simple: 'a${bodyAs(String)}'}",
            "wholejson", "unmarshal: {json: {}}",
            "wholejq", "transform: {jq: .}",
            "wholecsv", "unmarshal: {csv: {}}");

    /** Options of routes that move their files into {@code away}, {@code .camel} if the route does not say where. */
    private static final Map<String, String> MOVED = Map.of(
            "movedaway", "move=away",
            "movedunsaid", "initialDelay=0",
            "movedbefore", "preMove=away/${file:name}&move=taken");

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void startHub() throws IOException {
        Files.createDirectories(folder.resolve("stuck"));
        Files.createFile(folder.resolve("stuck/done"));
        files("stuck", "include=.*csv&move=done/${file:name}", "setBody: {constant: once}");
        files("unsaid", "move=done", "convertBodyTo: {type: String}");
        files(
                "csv",
                "readLock=changed&readLockMinLength=0&charset=UTF-8&moveFailed=failed",
                "unmarshal: {csv: {useMaps: true}}");
        files("json", "moveFailed=failed", "transform: {jq: .}");
        route(folder, "poll.yaml", """
                - route:
                    id: poll
                    from:
                      uri: timer:poll?period=200&repeatCount=3
                      steps:
                        - to: http://127.0.0.1:9/away
                """);
        files("links", "recursive=true&moveFailed=failed&exclude=.*none-of-mine", "convertBodyTo: {type: String}");
        for (String moved : MOVED.keySet()) {
            files(moved, MOVED.get(moved), "convertBodyTo: {type: String}");
        }
        files("unlocked", "readLock=none&preMove=taken", "convertBodyTo: {type: String}");
        for (var whole : WHOLE.entrySet()) {
            files(whole.getKey(), "moveFailed=failed", whole.getValue());
        }
        route(folder, "lines.yaml", """
                - route:
                    id: lines
                    from:
                      uri: file:%s?delay=100&readLockCheckInterval=200&moveFailed=failed
                      steps:
                        - unmarshal: {csv: {useMaps: true, lazyLoad: true}}
                        - split:
                            simple: ${body}
                            streaming: true
                            steps:
                              - filter:
                                  simple: ${exchangeProperty.CamelSplitIndex} == 0
                                  steps:
                                    - to: rootsocket:message?channel=lines
                """.formatted(folder.resolve("lines")));
        route(folder, "enrich.yaml", """
                - route:
                    id: enrich
                    from:
                      uri: timer:enrich?period=100
                      steps:
                        - pollEnrich:
                            simple: "file:%s?fileName=asked.txt&readLock=none&noop=true&idempotent=false"
                            timeout: 0
                        - filter:
                            simple: ${body} != null
                            steps:
                              - to: rootsocket:message?channel=enrich
                """.formatted(folder.resolve("enrich")));
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private static void files(String name, String options, String step) {
        route(folder, name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: file:%s?delay=100&readLockCheckInterval=500&%s
                      steps:
                        - %s
                        - to: rootsocket:message?channel=%s
                """.formatted(name, folder.resolve(name), options, step, name));
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    private static List<String> received(Subscriber subscriber, String channel) {
        await().atMost(TIMEOUT).until(() -> !subscriber.received(channel).isEmpty());
        return subscriber.received(channel);
    }

    private static Path write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static List<String> in(String path) throws IOException {
        if (!Files.isDirectory(folder.resolve(path))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ManualRow("a file whose records were sent cannot be moved")
    @Test
    void sendsAFileThatCannotBeMovedOnceAndStopsItsSourceUntilItsRouteIsSaved() throws Exception {
        Subscriber sent = SANDBOX.subscriber("stuck");
        write("stuck/x.csv", new byte[] {'x'});

        await().atMost(TIMEOUT)
                .until(() ->
                        hub.camel().getRouteController().getRouteStatus("stuck").isStopped());

        assertThat(hub.admin("/observe/health").body()).contains("Degraded: Route stuck", "cannot put away");
        assertThat(received(sent, "stuck")).hasSize(1);
        assertThat(hub.admin("/api/routes").body()).contains("Stopped");

        Files.delete(folder.resolve("stuck/done"));
        Path file = folder.resolve("routes/stuck.yaml");
        Files.writeString(file, Files.readString(file) + "# mended\n");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(in("stuck/done")).containsExactly("x.csv"));
        assertThat(hub.admin("/observe/health").body()).doesNotContain("Route stuck");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(sent.received("stuck")).hasSize(2));
    }

    @ManualRow("a link, a pipe, a device or a socket lies in the folder of a `file:` route")
    @Test
    void takesNoLinkPipeOrDeviceAndNamesThemForAsLongAsTheyLieThere() throws Exception {
        Path secret = Files.writeString(
                Files.createDirectories(folder.resolve("home")).resolve("private"), "SECRET");
        Files.createDirectories(folder.resolve("links/sub"));
        Files.createSymbolicLink(folder.resolve("links/link.json"), secret);
        Files.createSymbolicLink(folder.resolve("links/loop.json"), Path.of("loop.json"));
        Files.createSymbolicLink(folder.resolve("links/zero.json"), Path.of("/dev/zero"));
        Files.createSymbolicLink(folder.resolve("links/folder"), secret.getParent());
        Files.createSymbolicLink(folder.resolve("links/sub/deep.json"), secret);
        Files.createSymbolicLink(folder.resolve("links/none-of-mine"), secret);
        pipe("links/pipe.json");
        Subscriber sent = SANDBOX.subscriber("links");
        write("links/good.json", new byte[] {'1'});
        write("links/sub/good.json", new byte[] {'2'});

        await().atMost(TIMEOUT).until(() -> sent.received("links").size() == 2);
        assertThat(sent.received("links").toString()).doesNotContain("SECRET");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(health())
                        .contains("links/link.json (a link)", "links/loop.json", "links/zero.json", "links/folder")
                        .contains("links/sub/deep.json", "links/pipe.json (a pipe, a device or a socket)")
                        .doesNotContain("none-of-mine"));

        for (String odd : List.of("link.json", "loop.json", "zero.json", "folder", "sub/deep.json", "pipe.json")) {
            Files.delete(folder.resolve("links").resolve(odd));
        }

        assertThat(health()).doesNotContain("links/");
    }

    @Test
    void takesNoLinkWhereTheRouteHasItsOwnWayWithFiles() throws Exception {
        Path secret = Files.writeString(folder.resolve("other-secret"), "SECRET");
        Subscriber unlocked = SANDBOX.subscriber("unlocked");
        Subscriber enrich = SANDBOX.subscriber("enrich");
        Files.createDirectories(folder.resolve("enrich"));
        Files.createSymbolicLink(folder.resolve("enrich/asked.txt"), secret);
        Files.createDirectories(folder.resolve("unlocked"));
        Files.createSymbolicLink(folder.resolve("unlocked/a.txt"), secret);
        pipe("unlocked/b.txt");
        write("unlocked/c.txt", new byte[] {'1'});

        assertThat(received(unlocked, "unlocked")).hasSize(1);
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(health()).contains("enrich/asked.txt", "unlocked/a.txt", "unlocked/b.txt"));
        Files.delete(folder.resolve("enrich/asked.txt"));
        write("enrich/asked.txt", new byte[] {'1'});

        assertThat(received(enrich, "enrich").toString()).doesNotContain("SECRET");
        Files.delete(folder.resolve("enrich/asked.txt"));
        Files.delete(folder.resolve("unlocked/a.txt"));
        Files.delete(folder.resolve("unlocked/b.txt"));
    }

    @Test
    void movesNoFileThroughALinkThatSomebodyPutIntoTheFolder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        for (String route : MOVED.keySet()) {
            Files.createDirectories(folder.resolve(route));
            String target = route.equals("movedunsaid") ? ".camel" : "away";
            Files.createSymbolicLink(folder.resolve(route).resolve(target), elsewhere);
            write(route + "/authorized_keys", new byte[] {'x'});
        }

        for (String stopped : List.of("movedaway", "movedunsaid")) {
            await().atMost(TIMEOUT)
                    .until(() -> hub.camel()
                            .getRouteController()
                            .getRouteStatus(stopped)
                            .isStopped());
        }
        assertThat(hub.admin("/observe/health").body()).contains("leads through a link");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(in("movedbefore")).containsExactly("authorized_keys");
    }

    @ManualRow("a file is far larger than the memory")
    @Test
    void readsNoFileWholeThatWouldFillTheHeap() throws Exception {
        for (String route : WHOLE.keySet()) {
            huge(route + "/huge");
        }
        huge("lines/huge");

        await().atMost(TIMEOUT).untilAsserted(() -> {
            for (String route : WHOLE.keySet()) {
                assertThat(in(route + "/failed")).as(route).containsExactly("huge");
            }
            assertThat(in("lines/failed")).containsExactly("huge");
        });
        assertThat(hub.deadLetters())
                .filteredOn(letter -> letter.route().startsWith("whole"))
                .hasSize(WHOLE.size())
                .allSatisfy(letter -> assertThat(letter.reason().message())
                        .as(letter.route())
                        .contains("huge has 5000000000 bytes", "reads it whole"));
        assertThat(hub.deadLetters())
                .filteredOn(letter -> letter.route().equals("lines"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason().message()).contains("One record has more than"));
    }

    @Test
    void splitsAFileOfAnySizeWhileItIsRead() throws Exception {
        Subscriber sent = SANDBOX.subscriber("lines");
        long max = Runtime.getRuntime().maxMemory() / 64;
        Path file = folder.resolve("lines-of-many");
        String records = "x".repeat(10_000).concat("\n").repeat(100);
        try (var writer = Files.newBufferedWriter(file)) {
            writer.write("sku\n");
            for (long size = 0; size <= max; size += records.length()) {
                writer.write(records);
            }
        }
        Files.createDirectories(folder.resolve("lines"));
        Files.move(file, folder.resolve("lines/many.csv"));

        assertThat(received(sent, "lines")).hasSize(1);
        await().atMost(TIMEOUT).until(() -> Files.notExists(folder.resolve("lines/many.csv")));
        assertThat(in("lines/failed")).doesNotContain("many.csv");
    }

    private static void huge(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(5_000_000_000L);
        }
    }

    private static String health() {
        return hub.admin("/observe/health").body().replace("\\", "");
    }

    private static void pipe(String path) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve(path).toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @ManualRow("a file comes in while it is still written, whatever time its writer gives it")
    @Test
    void waitsForAFileThatIsWrittenAlsoWhereTheRouteDoesNotSaySo() throws Exception {
        Subscriber sent = SANDBOX.subscriber("unsaid");
        Path file = write("unsaid/slow.txt", new byte[] {'.'});
        for (int i = 0; i < 8; i++) {
            String longer = ".".repeat(i + 2);
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
            Files.writeString(file, longer);
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }

        assertThat(received(sent, "unsaid")).singleElement().asString().contains(".........");
    }

    @ManualRow("an empty file, a CSV with a column too many, with `;` or in Windows-1252, or JSON with more after its"
            + " first value comes in")
    @Test
    void letsNoEmptyOrOddFileHoldTheFolder() throws Exception {
        Subscriber sent = SANDBOX.subscriber("csv");
        for (int i = 0; i < 6; i++) {
            write("csv/empty%d.csv".formatted(i), new byte[0]);
        }
        write("csv/latin.csv", "sku\nJos\u00e9\n".getBytes(ISO_8859_1));
        write("csv/good.csv", "sku\nA-1\n".getBytes(ISO_8859_1));

        assertThat(received(sent, "csv")).hasSize(1);
        await().untilAsserted(() -> assertThat(in("csv")).isEmpty());
        assertThat(in("csv/failed")).hasSize(7).contains("latin.csv", "empty0.csv");
        assertThat(hub.deadLetters())
                .filteredOn(letter -> letter.route().equals("csv"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason().message()).contains("not text in UTF-8"));
    }

    @Test
    void refusesWhatStandsAfterTheFirstValueAndKeepsDigits() throws Exception {
        Subscriber sent = SANDBOX.subscriber("json");
        write("json/lines.json", "{\"a\":1}\n{\"a\":2}\n".getBytes(ISO_8859_1));
        write("json/half.json", "[\"x\\ud83d\"]".getBytes(ISO_8859_1));
        write("json/exact.json", "[12345678901234567890.123456789,1e400]".getBytes(ISO_8859_1));

        assertThat(received(sent, "json")).singleElement().asString().contains("12345678901234567890.123456789,1E+400");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(in("json/failed")).containsExactly("half.json", "lines.json"));
        assertThat(hub.deadLetters())
                .filteredOn(letter -> letter.route().equals("json"))
                .extracting(letter -> letter.reason().message())
                .anySatisfy(reason -> assertThat(reason).contains("line 2", "more after the first JSON value"))
                .anySatisfy(reason -> assertThat(reason).contains("half a character"));
    }

    @ManualRow("a server that a route asks from time to time is away")
    @Test
    void keepsNoLetterOfAPollThatIsRefused() {
        await().atMost(TIMEOUT)
                .until(() -> hub.admin("/observe/metrics")
                        .body()
                        .matches("(?s).*camel_exchanges_total\\{[^}]*routeId=\"poll\"[^}]*} [2-9].*"));

        assertThat(hub.deadLetters()).noneMatch(letter -> letter.route().equals("poll"));
    }
}
