package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub wrote is damaged while it does not run; then it is started. */
class DamagedFilesIT {

    private static final int CHANNELS = 3;
    private static final int MESSAGES = Trial.count(60, 3_000);
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static Sandbox sandbox;
    private static Map<String, List<Integer>> accepted;
    /** What a hub that is killed leaves, and one that is stopped: of one hub, held where it was, and then let go on. */
    private static Path killed;

    private static Path stopped;

    @TempDir
    Path folder;

    private ProvedHub hub;

    /** All that is accepted waits. */
    @BeforeAll
    static void prepare(@TempDir Path folder) throws Exception {
        sandbox = Received.startSandbox();
        sandbox.faults().inject(Fault.outage());
        killed = folder.resolve("killed");
        stopped = folder.resolve("stopped");
        try (var hub = new ProvedHub(folder.resolve("hub"), sandbox)) {
            hub.start();
            accepted = accept(hub);
            hub.hold();
            HubTree.copyAll(hub.data(), killed);
            hub.release();
            hub.stop();
            HubTree.copyAll(hub.data(), stopped);
        }
    }

    /**
     * Each test has a hub of its own: what is lost of a journal is also the word that earlier messages were delivered, so
     * that these come again, under the same numbers.
     */
    @BeforeEach
    void startOver() {
        sandbox.startOver();
        sandbox.faults().inject(Fault.outage());
        hub = new ProvedHub(folder, sandbox);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static Map<String, List<Integer>> accept(ProvedHub hub) throws Exception {
        try (var callers = new Callers()) {
            return callers.call(CHANNELS, MESSAGES, hub::port).finish();
        }
    }

    @ManualRow("the files of the hub's broker are cut, overwritten or emptied")
    @Test
    void saysHowManyAreMissingAfterHalfAJournal() throws Exception {
        HubTree.copyAll(stopped, hub.data());
        Path journal = newest("broker/journal");
        try (var file = new RandomAccessFile(journal.toFile(), "rw")) {
            file.setLength(contentLength(journal) / 2);
        }

        hub.start();

        saysWhatIsMissing("half of a journal is gone");
    }

    @ManualRow("the list of queues of the hub's broker is emptied after a kill")
    @Test
    void saysHowManyAreMissingAfterAKillAndEmptyBindings() throws Exception {
        HubTree.copyAll(killed, hub.data());
        // Of the lock, half was written.
        try (var lock = new RandomAccessFile(
                hub.data().resolve("broker/journal/server.lock").toFile(), "rw")) {
            lock.setLength(9);
        }
        for (Path bindings : files("broker/bindings")) {
            try (var file = new RandomAccessFile(bindings.toFile(), "rw")) {
                file.setLength(0);
            }
        }

        hub.start();

        saysWhatIsMissing("the bindings file is emptied after a kill");
    }

    private void saysWhatIsMissing(String trial) {
        await().atMost(TIMEOUT).until(() -> hub.health().contains("are missing"));
        sandbox.faults().clear();
        await().atMost(TIMEOUT).until(() -> hub.metric("rootsocket_outbox_depth") == 0);
        var received = new Received(sandbox);
        long missing = received.missing(accepted);

        assertThat(missing).isPositive();
        long told = hub.log()
                .lines()
                .filter(line -> line.contains("are missing"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".* ([\\d,]+) messages? for channel.*", "$1")
                        .replace(",", "")))
                .sum();
        assertThat(told).isEqualTo(missing);
        assertThat(hub.log()).doesNotContain("Stop the other hub");
        new Trial(
                        Trial.Fault.FILES,
                        "%s: %,d are gone from the disk".formatted(trial, missing),
                        accepted.values().stream().mapToLong(List::size).sum(),
                        missing - told,
                        received.repeats(accepted.keySet()),
                        received.outOfOrder(accepted.keySet()),
                        Trial.Recovery.SAID)
                .write();
    }

    @ManualRow("a file of the hub's broker or of the schedules is damaged")
    @Test
    void startsWithoutAJournalFileThatHasNoHeaderAndWithoutTheFileOfTheSchedules() throws Exception {
        HubTree.copyAll(stopped, hub.data());
        try (var file = new RandomAccessFile(newest("broker/journal").toFile(), "rw")) {
            file.write("no header at all".getBytes(StandardCharsets.US_ASCII));
        }
        Path schedules = hub.data().resolve("schedules.mv.db");
        try (var file = new RandomAccessFile(schedules.toFile(), "rw")) {
            file.setLength(file.length() / 2);
            // Its two headers: what was cut may have been free space, without which H2 does as well.
            file.write(new byte[2 * 4096]);
        }

        hub.start();

        assertThat(hub.log()).contains("has no header", "The file of the schedules", "is moved to");
        assertThat(files("")).anyMatch(file -> file.getFileName().toString().startsWith("schedules.damaged-"));
        sandbox.faults().clear();
        assertThat(accept(hub)).isNotEmpty();
        await().atMost(TIMEOUT).until(() -> hub.health().contains("are missing"));
        await().atMost(TIMEOUT).until(() -> hub.metric("rootsocket_outbox_depth") == 0);
    }

    /** In this process, as the command ends its own within seconds; see {@link StartedHubIT}. */
    @ManualRow("somebody deletes the data folder while the hub runs")
    @Test
    void tellsCallersAndWhoeverWatchesItAtOnceThatItsDataFolderWasDeleted() throws Exception {
        try (var running = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())) {
            assertThat(running.post("/in/before", "x").statusCode()).isEqualTo(202);

            Files.move(hub.data(), hub.data().resolveSibling("somewhere-else"));

            for (int call = 0; call < 20; call++) {
                assertThat(running.post("/in/channel" + call % CHANNELS, "x").statusCode())
                        .isEqualTo(503);
            }
            assertThat(running.admin("/observe/health?data=true").body()).contains("The data folder", "is gone");
            assertThat(running.get("/health/live").statusCode()).isEqualTo(503);
        }
    }

    private Path newest(String of) throws IOException {
        return files(of).stream()
                .filter(file -> file.toString().endsWith(".amq"))
                .max(Comparator.comparing(file -> file.toFile().lastModified()))
                .orElseThrow();
    }

    private List<Path> files(String of) throws IOException {
        try (Stream<Path> files = Files.list(hub.data().resolve(of))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The rest of a journal file is zeros. */
    private static long contentLength(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int end = all.length;
        while (end > 0 && all[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
