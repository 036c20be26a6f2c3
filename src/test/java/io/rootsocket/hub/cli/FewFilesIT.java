package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.HubTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that may open few files, and somebody who opens many connections and sends nothing. */
class FewFilesIT {

    private static final int FILES = 340;
    private static final String TROUBLE = "Too many open files";

    @TempDir
    Path folder;

    @Test
    void saysOnceAMinuteThatNoFilesAreFree() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try (HubTree tree = HubTree.empty(folder)) {
            var hub =
                    tree.start("ulimit -n %d; exec ./hub run".formatted(FILES)).awaitFirstScreen();
            for (int i = 0; i < FILES; i++) {
                var socket = new Socket();
                idle.add(socket);
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), tree.port("HUB_SANDBOX_PORT")), 5_000);
            }
            await().until(() -> hub.err().contains(TROUBLE));

            // It looks at its routes and takes connections each second.
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(hub.err().lines().filter(line -> line.contains(TROUBLE)))
                            .hasSizeLessThanOrEqualTo(2));
            assertThat(hub.err()).doesNotContain("\tat ");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }
}
