package io.rootsocket.hub.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the broker's journal gathers what it forces to disk together. Artemis takes 3.33 ms unless told otherwise, and
 * {@code artemis create} measures the disk instead: about as long as one forced write takes, so that what comes while one is
 * under way goes with the next, and a single message waits for the disk alone. The disk is measured once, and the result is
 * kept beside the journal.
 */
final class JournalTimeout {

    private static final Logger LOG = LoggerFactory.getLogger(JournalTimeout.class);

    private static final String FILE = "journal-timeout-nanos";

    /** Below this, more is written for nothing. */
    private static final Duration MIN = Duration.ofNanos(50_000);

    /** Artemis' own value, which suits a slow disk. */
    private static final Duration MAX = Duration.ofNanos(3_333_333);

    /** What Artemis writes at least. */
    private static final int BLOCK_BYTES = 4096;

    private static final int BLOCKS = 250;
    private static final Duration MAX_TIME = Duration.ofMillis(300);

    private JournalTimeout() {}

    /**
     * @param folder the broker's
     * @return what was measured at the first start; as Artemis has it if the disk takes nothing now
     */
    static Duration of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Optional<Duration> kept = kept(file);
            if (kept.isPresent()) {
                return kept.get();
            }
            Duration measured = within(measured(folder));
            Files.writeString(file, measured.toNanos() + "\n");
            LOG.debug("The journal gathers for {} µs what it forces to disk together", measured.toNanos() / 1000);
            return measured;
        } catch (IOException e) {
            LOG.debug("The disk of {} could not be measured, which is tried again at the next start", folder, e);
            return MAX;
        }
    }

    private static Optional<Duration> kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String nanos = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return Optional.of(within(Duration.ofNanos(Long.parseLong(nanos.strip()))));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    private static Duration within(Duration timeout) {
        Duration atLeast = timeout.compareTo(MIN) < 0 ? MIN : timeout;
        return atLeast.compareTo(MAX) > 0 ? MAX : atLeast;
    }

    /** The middle one of many forced writes: a few are slow because of others. */
    private static Duration measured(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "journal-timeout", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
            write(channel, ByteBuffer.allocate(BLOCK_BYTES * BLOCKS), 0);
            channel.force(true);
            List<Duration> writes = new ArrayList<>();
            long begin = System.nanoTime();
            long before = begin;
            for (int i = 0; i < BLOCKS && before - begin < MAX_TIME.toNanos(); i++) {
                write(channel, block.clear(), (long) i * BLOCK_BYTES);
                channel.force(false);
                long after = System.nanoTime();
                writes.add(Duration.ofNanos(after - before));
                before = after;
            }
            return writes.stream().sorted().toList().get(writes.size() / 2);
        } finally {
            Files.delete(file);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
    }
}
