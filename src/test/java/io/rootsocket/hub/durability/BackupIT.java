package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.testing.BrokerElsewhere;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SharedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that cannot deliver is backed up while callers call it, and goes on elsewhere. */
class BackupIT {

    /** Between two calls of a caller, which leaves the processors to the backup. */
    private static final Duration PACE = Duration.ofMillis(5);

    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    /** Beyond what Artemis keeps in its journal: a file of its own. */
    private static final String LARGE = "x".repeat(300_000);

    private static final int CALLERS = 3;
    private static final int BEFORE = Integer.getInteger("backup.messages", 60);

    private static final String ROUTES = """
            - route:
                id: orders
                from:
                  uri: platform-http:/webhooks/orders
                  parameters: {httpMethodRestrict: POST}
                  steps:
                    - to: rootsocket:message?channel=orders
            - route:
                id: broken
                from:
                  uri: direct:broken
                  steps:
                    - throwException: {exceptionType: java.io.IOException, message: no luck}
            - route:
                id: ticks
                from:
                  uri: schedule:ticks?every=1s
                  steps:
                    - setBody: {constant: tick}
                    - to: rootsocket:message?channel=ticks
            """;

    @TempDir
    Path folder;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean calling = new AtomicBoolean(true);

    @ManualRow("it is backed up while callers call")
    @Test
    void nothingIsLostOfWhatWasAcceptedBeforeItBegan() throws Exception {
        Path backup = folder.resolve("backup.zip");
        Set<String> before;
        List<Occurrence> fired;
        int arrivals;
        int letters;
        RunningHub.route(folder, "orders.yaml", ROUTES);
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.next());
        try (var hub = RunningHub.start(folder, nobody, "key", Map.of()).withoutProblems();
                var callers = new OrderingCallers(hub)) {
            accepted.add(LARGE);
            assertThat(hub.post("/webhooks/orders", LARGE).statusCode()).isLessThan(300);
            assertThat(hub.producer().asyncSendBody("direct:broken", "never")).failsWithin(TIMEOUT);
            await().atMost(TIMEOUT).until(() -> hub.deadLetters().size() == 1);
            await().atMost(TIMEOUT)
                    .until(() -> accepted.size() >= BEFORE && occurrences(hub).size() >= 2);

            before = Set.copyOf(accepted);
            fired = occurrences(hub);
            arrivals = arrivals(hub);
            assertThat(arrivals).isPositive();
            letters = hub.deadLetters().size();
            String said = new Shell().done("backup", backup.toString(), "--url", hub.adminUrl());

            assertThat(said).contains("Backed up to " + backup).doesNotContain("Not in it");
            int during = accepted.size() - before.size();
            callers.awaitOneMore();
            assertThat(during).as("callers were served meanwhile").isPositive();
            assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**/.backup-*");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(names(backup)).noneMatch(name -> name.contains("password") || name.endsWith("hub.lock"));

        Path elsewhere = folder.resolve("elsewhere");
        RunningHub.route(elsewhere, "orders.yaml", ROUTES);
        String restored = new Shell()
                .done(
                        "restore",
                        backup.toString(),
                        "--data",
                        elsewhere.resolve("data").toString());
        assertThat(restored).contains("Restored to " + elsewhere.resolve("data"), "with HUB_DATA set to that folder");

        try (Sandbox sandbox = Received.startSandbox();
                var hub = RunningHub.start(elsewhere, sandbox.apiUrl(), sandbox.key(), Map.of())
                        .withoutProblems()) {
            assertThat(hub.deadLetters()).hasSize(letters);
            assertThat(occurrences(hub)).containsAll(fired);
            assertThat(arrivals(hub)).as("the trail").isGreaterThanOrEqualTo(arrivals);
            await().atMost(TIMEOUT).until(() -> orders(sandbox).containsAll(before));
            assertThat(orders(sandbox)).doesNotHaveDuplicates();
        }
    }

    /** Its own tools back them up, and the commands say so: what is restored is what only this hub has. */
    @ManualRow("it is backed up beside a broker and a database elsewhere")
    @Test
    void whatIsInABrokerAndADatabaseElsewhereStaysThere() throws Exception {
        RunningHub.route(folder, "orders.yaml", ROUTES);
        Path elsewhere = folder.resolve("elsewhere");
        RunningHub.route(elsewhere, "orders.yaml", ROUTES);
        Path backup = folder.resolve("backup.zip");
        String database = SharedPostgres.newDatabase();
        try (var broker = BrokerElsewhere.start(folder.resolve("broker"))) {
            Map<String, String> shared = Map.of(
                    "HUB_BROKER_URL",
                    broker.url(),
                    "HUB_DATABASE_URL",
                    database,
                    "HUB_DATABASE_USER",
                    SharedPostgres.USER);
            List<Occurrence> fired;
            int generation;
            URI nobody = URI.create("http://127.0.0.1:" + FreePort.next());
            try (var hub = RunningHub.start(folder, nobody, "key", shared).withoutProblems()) {
                assertThat(hub.post("/webhooks/orders", "waits").statusCode()).isLessThan(300);
                await().atMost(TIMEOUT).until(() -> !occurrences(hub).isEmpty());
                fired = occurrences(hub);
                generation = hub.reload().history().size();

                assertThat(new Shell().done("backup", backup.toString(), "--url", hub.adminUrl()))
                        .contains("Not in it, back it up there: the schedules", "they are in the database", "test")
                        .contains("Not in it, back it up there: the messages that wait", "they are in the broker")
                        .doesNotContain("password");
            }
            assertThat(names(backup))
                    .contains("backup.json", "hub.format")
                    .noneMatch(name -> name.startsWith("broker") || name.startsWith("schedules"));

            assertThat(new Shell()
                            .done(
                                    "restore",
                                    backup.toString(),
                                    "--data",
                                    elsewhere.resolve("data").toString()))
                    .contains(
                            "Not in it, restore it there: the schedules", "Not in it, restore it there: the messages");
            try (Sandbox sandbox = Received.startSandbox();
                    var hub = RunningHub.start(elsewhere, sandbox.apiUrl(), sandbox.key(), shared)
                            .withoutProblems()) {
                await().atMost(TIMEOUT).until(() -> orders(sandbox).contains("waits"));
                assertThat(orders(sandbox)).containsExactly("waits");
                assertThat(occurrences(hub)).containsAll(fired);
                assertThat(hub.reload().history()).hasSizeGreaterThanOrEqualTo(generation);
            }
        }
    }

    @ManualRow("the disk of who takes a backup is full")
    @Test
    void aFullDiskOfWhoTakesItKeepsNothingOfIt() throws Exception {
        RunningHub.route(folder, "orders.yaml", ROUTES);
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.next());
        try (SmallDisk disk = SmallDisk.make(folder, 2);
                var hub = RunningHub.start(folder, nobody, "key", Map.of()).withoutProblems()) {
            Path backup = disk.folder().resolve("backup.zip");
            var random = new Random(1);
            for (int i = 0; i < 16; i++) {
                // What packing makes no smaller than three quarters.
                byte[] bytes = new byte[190_000];
                random.nextBytes(bytes);
                assertThat(hub.post("/webhooks/orders", Base64.getEncoder().encodeToString(bytes))
                                .statusCode())
                        .isLessThan(300);
            }
            var shell = new Shell();

            assertThat(shell.run("backup", backup.toString(), "--url", hub.adminUrl()))
                    .isEqualTo(4);
            assertThat(shell.err())
                    .contains("cannot be written into " + disk.folder(), "No space left on device", "Make room");
            assertThat(disk.folder()).isDirectoryNotContaining("glob:**backup*");
            // The hub hears of it a moment later.
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:**/.backup-*"));
        }
    }

    private static List<String> orders(Sandbox sandbox) {
        return sandbox.messages("orders").stream().map(ReceivedMessage::data).toList();
    }

    private static int arrivals(RunningHub hub) throws IOException {
        return Wire.readTree(hub.admin("/api/messages?route=orders&limit=1000").body())
                .path("messages")
                .size();
    }

    private static List<Occurrence> occurrences(RunningHub hub) {
        Instant now = Instant.now();
        return hub.schedules().ledger(now.minusSeconds(600), now, Optional.of("ticks")).stream()
                .map(LedgerEntry::occurrence)
                .toList();
    }

    private static List<String> names(Path zip) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            return file.stream().map(Object::toString).toList();
        }
    }

    /** Call with a message of their own each time, and remember what was accepted. */
    private final class OrderingCallers implements AutoCloseable {

        private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

        private OrderingCallers(RunningHub hub) {
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                threads.submit(() -> {
                    for (int call = 0; calling.get(); call++) {
                        String message = "order %d of caller %d".formatted(call, number);
                        if (hub.post("/webhooks/orders", message).statusCode() < 300) {
                            accepted.add(message);
                        }
                        LockSupport.parkNanos(PACE.toNanos());
                    }
                });
            }
        }

        /** They have not been left hanging. */
        private void awaitOneMore() {
            int now = accepted.size();
            await().atMost(TIMEOUT).until(() -> accepted.size() > now);
        }

        @Override
        public void close() throws InterruptedException {
            calling.set(false);
            threads.shutdown();
            assertThat(threads.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
