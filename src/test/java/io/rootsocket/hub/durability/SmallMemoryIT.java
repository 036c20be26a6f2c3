package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged hub, with the options of the launcher and so of the image, where there is little memory. */
class SmallMemoryIT {

    private static final long MINIMUM = 512L << 20;
    private static final int CALLERS = 16;
    private static final int CALLS = Trial.count(48, 160);

    @TempDir
    Path folder;

    @ManualRow("sixteen callers at a time send 500 KB each, and the hub has 512 MB of memory")
    @Test
    void takesLargeWebhooksFromManyCallersWithinTheMemoryThatTheReadmeNames() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "its memory cannot be read here");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        // Java counts its shares of memory from MaxRAM here, and has this collector where there is so little.
        try (HubTree tree = HubTree.withShippedRoutes(folder)
                .with("JAVA_OPTS", HubTree.onArchive("-XX:MaxRAM=%d -XX:+UseSerialGC".formatted(MINIMUM)))) {
            var hub = tree.run();
            String body = "{\"service\": \"a\", \"text\": \"%s\"}".formatted("a".repeat(500_000));
            List<Future<Integer>> answers = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                answers.add(callers.submit(
                        () -> tree.postJson("/webhooks/alerts", body).statusCode()));
            }

            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            // 503: come back later.
            assertThat(statuses).isSubsetOf(202, 503).contains(202);
            assertThat(hub.process().isAlive()).isTrue();
            assertThat(mostMemory(hub.process().pid())).isLessThan(MINIMUM - (32L << 20));
        } finally {
            callers.shutdownNow();
        }
    }

    /** The most that was in memory at once, files that it reads included. */
    private static long mostMemory(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
