package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.HubTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {

    @TempDir
    Path folder;

    /** And then it starts. A container that is killed and started a thousand times keeps the same temporary folder. */
    @Test
    void closesWhatWasOpenedWhenItIsStoppedDuringTheStartAndLeavesNothingInTheTemporaryFolderWhenItIsKilled()
            throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (HubTree tree = HubTree.withShippedRoutes(folder.resolve("hub"))
                .with("HUB_LOG_LEVEL", "debug")
                .with("JAVA_OPTS", HubTree.quickly("-Djava.io.tmpdir=" + temporary))) {
            var hub = tree.start("./hub run");
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> hub.err().contains("The sandbox listens"));
            assertThat(hub.out()).isEmpty();

            hub.stop();

            assertThat(hub.exitCode()).isEqualTo(143);
            assertThat(hub.err())
                    .contains("The sandbox on port %d is closed".formatted(tree.port("HUB_SANDBOX_PORT")))
                    .doesNotContain("ERROR", "Unexpected", "Not stopped cleanly");

            var again = tree.run();
            assertThat(again.out()).doesNotContain("NOT RUN");
            assertThat(tree.postJson("/webhooks/alerts", "{\"service\": \"a\", \"text\": \"b\"}")
                            .statusCode())
                    .isEqualTo(202);

            again.process().destroyForcibly().waitFor();

            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void closesTheSandboxWhenItIsStopped() {
        try (HubTree tree = HubTree.empty(folder)) {
            var sandbox = tree.start("./hub sandbox").awaitFirstScreen().stop();

            assertThat(sandbox.exitCode()).isEqualTo(143);
            assertThat(sandbox.out()).contains("Stopping: ", "Stopped.");
            assertThat(sandbox.err()).doesNotContain("Not stopped cleanly");
        }
    }
}
