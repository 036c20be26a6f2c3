package io.rootsocket.hub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.settings.ListenAddress;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error of ours, once the database, the broker and the trail are open. */
class FailedAssemblyIT {

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("NullAway") // what is null here fails once all is open
    void leavesNothingOpen() throws IOException {
        int port = FreePort.next();
        Path data = folder.resolve("data");
        Map<String, String> environment = Map.of("HUB_BROKER_PORT", String.valueOf(port));
        HubExtension none = null;

        assertThatThrownBy(() -> RunningHub.start(folder, URI.create("http://127.0.0.1:1"), "key", environment, none))
                .isExactlyInstanceOf(NullPointerException.class);

        new ListenAddress("127.0.0.1", port).requireFree("HUB_BROKER_PORT");
        assertThat(data.resolve("broker/journal")).isDirectory();
        for (String name : new String[] {"hub.lock", "schedules.mv.db", "broker/hub.lock"}) {
            try (FileChannel file =
                            FileChannel.open(data.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock()) {
                assertThat(lock.isValid()).as(name).isTrue();
            }
        }
    }
}
