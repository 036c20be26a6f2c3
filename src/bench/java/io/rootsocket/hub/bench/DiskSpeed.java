package io.rootsocket.hub.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What {@code artemis create} finds out of a disk: 250 blocks of 4 KB, each forced, five times; the quickest time counts. */
final class DiskSpeed {

    private static final int BLOCK_BYTES = 4_096;
    private static final int BLOCKS = 250;
    private static final int TIMES = 5;

    private DiskSpeed() {}

    /** How long one forced write takes, which is how long a journal should gather for the next. */
    static Duration journalTimeout(Path folder) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(folder), "disk-speed", ".tmp");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long quickest = Long.MAX_VALUE;
            for (int time = 0; time < TIMES; time++) {
                long begin = System.nanoTime();
                for (int block = 0; block < BLOCKS; block++) {
                    channel.write(ByteBuffer.allocate(BLOCK_BYTES), (long) block * BLOCK_BYTES);
                    channel.force(false);
                }
                quickest = Math.min(quickest, System.nanoTime() - begin);
            }
            return Duration.ofNanos(quickest / BLOCKS);
        } finally {
            Files.delete(file);
        }
    }
}
