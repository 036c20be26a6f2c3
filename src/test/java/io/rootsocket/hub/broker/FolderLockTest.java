package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder;

    @Test
    void keepsOthersOut() throws IOException {
        try (FolderLock first = FolderLock.take(folder, Duration.ZERO)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder, Duration.ofMillis(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another process uses it");
        }
    }

    @Test
    void waitsForACommandThatLooksIntoTheFolderOfAStoppedHub() throws Exception {
        FolderLock command = FolderLock.take(folder, Duration.ZERO);
        CompletableFuture<FolderLock> hub = CompletableFuture.supplyAsync(() -> {
            try {
                return FolderLock.take(folder, Duration.ofMinutes(1));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(hub).isNotDone();

        command.close();

        hub.get(1, TimeUnit.MINUTES).close();
    }
}
