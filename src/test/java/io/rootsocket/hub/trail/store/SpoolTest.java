package io.rootsocket.hub.trail.store;

import static io.rootsocket.hub.trail.store.Events.arrived;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.MutableClock;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.BlockName;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.at("2026-11-26T12:00:00Z");
    private final AtomicBoolean full = new AtomicBoolean();

    private Spool open(long maxBytes) throws IOException {
        return Spool.open(folder, maxBytes, full::get, clock);
    }

    private static boolean isTaken(Spool spool, TrailEvent event) {
        return spool.append(List.of(event)) == 1;
    }

    /** All that a hub would read after the one that wrote has been killed: nothing was closed. */
    private List<TrailEvent> left() throws IOException {
        Spool spool = open(1_000_000);
        var events = new ArrayList<TrailEvent>();
        List<BlockName> names = new ArrayList<>(spool.names());
        Collections.reverse(names);
        for (BlockName name : names) {
            events.addAll(EventReader.read(spool.read(name).orElseThrow()));
        }
        return events;
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatWasAppendedIsThereAfterAKill() throws Exception {
        Spool spool = open(1_000_000);
        List<TrailEvent> all =
                IntStream.range(0, 2_000).<TrailEvent>mapToObj(Events::arrived).toList();

        all.forEach(event -> assertThat(isTaken(spool, event)).isTrue());

        assertThat(left()).isEqualTo(all);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whereverAKillTearsTheLastRecordTheOthersAreThere() throws Exception {
        Spool spool = open(1_000_000);
        isTaken(spool, arrived(1));
        long two = spool.waiting();
        isTaken(spool, arrived(2));
        byte[] whole = Files.readAllBytes(file());

        for (int length = (int) two; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThat(EventReader.read(torn)).as("%d bytes", length).containsExactly(arrived(1));
            assertThat(EventReader.whole(torn)).isEqualTo((int) two);
        }
    }

    @Test
    void endsBeforeARecordThatIsDamaged() throws Exception {
        Spool spool = open(1_000_000);
        isTaken(spool, arrived(1));
        int one = (int) spool.waiting();
        isTaken(spool, arrived(2));
        isTaken(spool, arrived(3));
        byte[] whole = Files.readAllBytes(file());

        for (int at = one; at < whole.length; at += 7) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            assertThat(EventReader.read(damaged))
                    .as("byte %d", at)
                    .startsWith(arrived(1))
                    .hasSizeBetween(1, 2);
        }
    }

    @Test
    void whatIsNoBlockIsNoneAndStaysWhereItIs() throws Exception {
        Files.writeString(folder.resolve("7.a.spool"), "something else");
        Files.writeString(folder.resolve("notes.spool"), "mine");
        Files.createFile(folder.resolve("8.a.spool"));

        assertThat(left()).isEmpty();
        assertThat(folder.resolve("notes.spool")).exists();
        for (BlockName name : open(1_000_000).names()) {
            assertThat(Block.of(name, Files.readAllBytes(folder.resolve(name + ".spool")))
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void takesNoMoreThanItMayUntilTheDatabaseHasSome() throws Exception {
        Spool spool = open(20_000);
        int taken = 0;
        while (isTaken(spool, arrived(taken))) {
            taken++;
        }
        assertThat(spool.waiting()).isBetween(19_000L, 20_000L);
        assertThat(spool.problem()).hasValueSatisfying(why -> assertThat(why).contains("waits for its database"));

        spool.delete(spool.oldest().orElseThrow());

        await().until(() -> isTaken(spool, arrived(9_999)));
        assertThat(spool.problem()).isEmpty();
        assertThat(left()).containsExactly(arrived(9_999));
    }

    @Test
    void aFullDiskIsTriedAgainLater() throws Exception {
        Spool spool = open(1_000_000);
        full.set(true);
        assertThat(isTaken(spool, arrived(1))).isFalse();
        assertThat(spool.problem()).hasValueSatisfying(why -> assertThat(why).contains("disk is full"));

        full.set(false);

        await().until(() -> isTaken(spool, arrived(2)));
        assertThat(left()).containsExactly(arrived(2));
    }

    @Test
    void aFolderThatIsGoneIsTriedAgainLater() throws Exception {
        Spool spool = open(1_000_000);
        Path moved = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-away"));
        assertThat(isTaken(spool, arrived(1))).isFalse();

        Files.move(moved, folder);

        await().until(() -> isTaken(spool, arrived(2)));
        assertThat(left()).containsExactly(arrived(2));
    }

    @Test
    void anInterruptedThreadBreaksItForNobody() throws Exception {
        Spool spool = open(1_000_000);
        isTaken(spool, arrived(1));
        Thread.currentThread().interrupt();
        assertThat(isTaken(spool, arrived(2))).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(isTaken(spool, arrived(3))).isTrue();

        assertThat(left()).containsExactly(arrived(1), arrived(2), arrived(3));
    }

    /** What nothing in the hub makes: it breaks off in the middle of its line. */
    @SuppressWarnings("NullAway")
    @Test
    void anEventThatCannotBeWrittenLeavesTheOthersReadable() throws Exception {
        Spool spool = open(1_000_000);
        isTaken(spool, arrived(1));
        var broken = new Arrived(
                "9",
                Events.NOON,
                SourceKind.FILE,
                "a source that nobody else names",
                Optional.empty(),
                null,
                Optional.empty(),
                Optional.empty(),
                Payload.NONE,
                Map.of(),
                Optional.empty());
        assertThat(isTaken(spool, broken)).isFalse();

        isTaken(spool, arrived(2));

        assertThat(left()).containsExactly(arrived(1), arrived(2));
    }

    @Test
    void ofManyThreadsEachFindsItsEventsInTheirOrder() throws Exception {
        Spool spool = open(10_000_000);
        var queue = new EventQueue(spool);
        var threads = Executors.newFixedThreadPool(8);
        for (int thread = 0; thread < 8; thread++) {
            int first = thread * 1_000;
            threads.execute(() -> IntStream.range(first, first + 1_000).forEach(number -> queue.add(arrived(number))));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        // Nobody flushes: who came last has written, or left it to one who has.
        List<TrailEvent> left = left();
        assertThat(left).hasSize(8_000).doesNotHaveDuplicates();
        assertThat(queue.recorded()).isEqualTo(8_000);
        for (int thread = 0; thread < 8; thread++) {
            int first = thread * 1_000;
            List<TrailEvent> own = IntStream.range(first, first + 1_000)
                    .<TrailEvent>mapToObj(Events::arrived)
                    .toList();
            assertThat(left).containsSubsequence(own);
        }
    }

    @Test
    void whatNobodyAsksToBeWrittenIsWrittenSoon() throws Exception {
        Spool spool = open(10_000_000);
        var queue = new EventQueue(spool);
        var timer = Executors.newSingleThreadScheduledExecutor();
        queue.start(timer);
        try {
            queue.add(arrived(1));
            await().untilAsserted(() -> assertThat(left()).containsExactly(arrived(1)));
            queue.add(arrived(2));
            await().untilAsserted(() -> assertThat(left()).containsExactly(arrived(1), arrived(2)));
        } finally {
            timer.shutdownNow();
        }
        // No timer is left: who adds writes.
        queue.add(arrived(3));
        queue.write();
        assertThat(left()).containsExactly(arrived(1), arrived(2), arrived(3));
    }

    @Test
    void whoAsksHasItWritten() throws Exception {
        Spool spool = open(10_000_000);
        var queue = new EventQueue(spool);
        var timer = Executors.newSingleThreadScheduledExecutor();
        var held = new CountDownLatch(1);
        timer.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        queue.start(timer);
        try {
            queue.add(arrived(1));
            queue.add(arrived(2));
            assertThat(left()).isEmpty();

            queue.write();

            assertThat(left()).containsExactly(arrived(1), arrived(2));
        } finally {
            held.countDown();
            timer.shutdownNow();
        }
    }
}
