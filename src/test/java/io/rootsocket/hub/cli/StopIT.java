package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.HubTree;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {

    @TempDir
    Path folder;

    @Test
    void closesWhatWasOpenedWhenItIsStoppedDuringTheStart() {
        try (HubTree tree = HubTree.withShippedRoutes(folder)) {
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
            assertThat(tree.run().out()).doesNotContain("NOT RUN");
        }
    }

    @Test
    void closesTheSandboxWhenItIsStopped() {
        try (HubTree tree = HubTree.empty(folder)) {
            var sandbox = tree.start("./hub sandbox").awaitFirstScreen().stop();

            assertThat(sandbox.exitCode()).isEqualTo(143);
            assertThat(sandbox.err()).contains("is closed").doesNotContain("Not stopped cleanly");
        }
    }
}
