package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
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
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private static Sandbox sandbox;
    private ProvedHub hub;

    @BeforeAll
    static void prepare() {
        sandbox = Received.startSandbox();
    }

    /**
     * Each test has a hub of its own: what is lost of a journal is also the word that earlier messages were delivered, so
     * that these come again, under the same numbers.
     */
    @BeforeEach
    void start() {
        sandbox.startOver();
        sandbox.faults().inject(Fault.outage());
        hub = new ProvedHub(folder, sandbox);
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private Map<String, List<Integer>> accept() throws Exception {
        try (var callers = new Callers()) {
            return callers.call(CHANNELS, MESSAGES, hub::port).finish();
        }
    }

    @ManualRow("the files of the hub's broker are cut, overwritten or emptied")
    @Test
    void saysHowManyAreMissingAfterHalfAJournal() throws Exception {
        Map<String, List<Integer>> accepted = accept();
        hub.stop();
        Path journal = newest("broker/journal");
        try (var file = new RandomAccessFile(journal.toFile(), "rw")) {
            file.setLength(contentLength(journal) / 2);
        }

        hub.start();

        saysWhatIsMissing(accepted, "half of a journal is gone");
    }

    @ManualRow("the list of queues of the hub's broker is emptied after a kill")
    @Test
    void saysHowManyAreMissingAfterAKillAndEmptyBindings() throws Exception {
        Map<String, List<Integer>> accepted = accept();
        hub.kill();
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

        saysWhatIsMissing(accepted, "the bindings file is emptied after a kill");
    }

    private void saysWhatIsMissing(Map<String, List<Integer>> accepted, String trial) {
        await().atMost(PATIENCE).until(() -> hub.health().contains("are missing"));
        sandbox.faults().clear();
        await().atMost(PATIENCE).until(() -> hub.metric("rootsocket_outbox_depth") == 0);
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
        accept();
        hub.stop();
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
        assertThat(accept()).isNotEmpty();
        await().atMost(PATIENCE).until(() -> hub.health().contains("are missing"));
        await().atMost(PATIENCE).until(() -> hub.metric("rootsocket_outbox_depth") == 0);
    }

    @ManualRow("somebody deletes the data folder while the hub runs")
    @Test
    void tellsCallersAndWhoeverWatchesItAtOnceThatItsDataFolderWasDeleted() throws Exception {
        accept();
        Files.move(hub.data(), hub.data().resolveSibling("somewhere-else"));

        try (var callers = new Callers()) {
            callers.call(4, 1, hub::port);
            await().until(() -> callers.unanswered() > 20);
            assertThat(callers.acceptedSoFar()).isZero();
        }
        assertThat(hub.health()).contains("The data folder", "is gone");
        assertThat(hub.isLive()).isFalse();
        hub.kill();
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
