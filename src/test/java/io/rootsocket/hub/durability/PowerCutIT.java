package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is cut at random moments, and everything that was not forced to disk is gone.
 *
 * <p>The data folder is on an ext4 file system of its own in an image file. At the moment of the cut the process is held and
 * the image is copied: what the block device had got. Pages that the kernel has not written back, and directory entries that
 * it has not committed (it is told to wait five minutes with those), are not in the copy. The next hub starts on the copy.
 *
 * <p>What that cannot see: a drive that loses or reorders what it has taken (a loop device has no cache of its own), sectors
 * that were half written, and what the kernel writes back while the image is copied. Only the superuser may mount: without
 * that right the test is skipped.
 */
class PowerCutIT {

    private static final int MEGABYTES = 100;
    private static final int CUTS = Trial.count(1, 12);
    private static final int MESSAGES = Trial.count(300, 5_000);
    private static final int CHANNELS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @ManualRow("the power is cut at a random moment, and all that was not forced to disk is gone")
    @Test
    void whatWasAnsweredWellIsThereAfterwards() throws Exception {
        SmallDisk disk = SmallDisk.make(folder, MEGABYTES);
        try (Sandbox sandbox = Received.startSandbox();
                var hub = new ProvedHub(folder.resolve("hub"), sandbox);
                var callers = new Callers()) {
            var received = new Received(sandbox);
            start(hub, disk);
            callers.call(CHANNELS, MESSAGES, hub::port);
            int[] moments = new Random().ints(CUTS, 1, MESSAGES).sorted().toArray();
            for (int cut = 0; cut < CUTS; cut++) {
                int moment = moments[cut];
                await().atMost(TIMEOUT)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> callers.acceptedSoFar() >= moment);
                // The calls that are on go on, into the cut.
                callers.pause();
                Files.writeString(disk.folder().resolve("unforced"), "written, and not forced");
                hub.hold();
                SmallDisk copy = disk.copy(folder, "cut" + cut);
                assertThat(copy.folder().resolve("unforced").toFile().length())
                        .as("what was not forced is gone")
                        .isZero();
                hub.kill();
                disk.close();
                disk = copy;
                // It survives a process, not a machine: by the id of the boot, which is the same here, a hub would
                // know.
                Files.deleteIfExists(disk.folder().resolve("data/broker.tally"));
                start(hub, disk);
                callers.resume();
            }
            Map<String, List<Integer>> accepted = callers.finish();
            await().atMost(TIMEOUT).until(() -> received.missing(accepted) == 0);
            Trial.of(
                            Trial.Fault.POWER,
                            "%d power cuts".formatted(CUTS),
                            accepted,
                            received,
                            Trial.Recovery.AFTER_A_START)
                    .write();
            received.requireOrder(accepted.keySet());
            assertThat(hub.isAlive()).isTrue();
        } finally {
            disk.close();
        }
    }

    private static void start(ProvedHub hub, SmallDisk disk) {
        hub.with("HUB_DATA", disk.folder().resolve("data").toString()).start();
    }
}
