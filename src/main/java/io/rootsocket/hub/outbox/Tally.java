package io.rootsocket.hub.outbox;

import io.rootsocket.hub.files.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages of each channel wait, counted apart from the broker: by what it counts less on its own disk, messages
 * are missing. Safe to share between threads.
 *
 * <p>A message is counted after the broker has taken it and no more before it is acknowledged, so a kill at any moment leaves
 * a count that is too low, if it is wrong at all, and raises no false alarm.
 *
 * <p>The counts are written to a file at once but not forced to disk, which would cost as much as the message: they
 * survive the process, but not the machine. After another boot without an orderly stop they say nothing, and are begun anew.
 */
final class Tally implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String STOPPED = "stopped";
    private static final int HEADER = 64;
    /** Count, time, length of the name, name. */
    private static final int ENTRY = 256;

    private static final int NAME_AT = 18;

    private final RandomAccessFile file;
    private final String boot;
    private final Clock clock;
    private final Map<LaneName, Entry> entries = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int places;
    private boolean broken;

    private static final class Entry {
        private final int place;
        private Instant since;
        private long waiting;
        /** How many have left since the start, for those who count meanwhile. */
        private long left;
        /** What was missing at the last comparison. */
        private long suspected;

        private Entry(int place, Instant since) {
            this.place = place;
            this.since = since;
        }
    }

    /** Its own counts at a moment: how many wait, and how many had left by then. */
    record Count(long waiting, long left) {}

    private Tally(RandomAccessFile file, String boot, Clock clock) {
        this.file = file;
        this.boot = boot;
        this.clock = clock;
    }

    /** Opens the counts of an earlier run, or begins. */
    static Tally open(Path path, Clock clock) {
        try {
            if (!Files.exists(path)) {
                PrivateFiles.createFolder(
                        Objects.requireNonNull(path.toAbsolutePath().getParent()));
                PrivateFiles.write(path, new byte[0]);
            }
            String boot = Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
            var tally = new Tally(new RandomAccessFile(path.toFile(), "rw"), boot, clock);
            tally.read();
            return tally;
        } catch (IOException e) {
            throw new UncheckedIOException("The outbox's counts in %s cannot be opened".formatted(path), e);
        }
    }

    private void read() throws IOException {
        byte[] all = new byte[(int) Math.min(file.length(), Integer.MAX_VALUE - ENTRY)];
        file.readFully(all);
        // What follows in the header is zeros.
        String written = new String(all, 0, Math.min(all.length, HEADER), StandardCharsets.UTF_8).trim();
        if (written.equals(STOPPED) || !boot.isEmpty() && written.equals(boot)) {
            for (int at = HEADER; at + ENTRY <= all.length; at += ENTRY) {
                read(ByteBuffer.wrap(all, at, ENTRY).slice());
            }
        } else {
            file.setLength(0);
        }
        writeHeader(boot);
    }

    private void read(ByteBuffer from) {
        int place = places++;
        try {
            long waiting = from.getLong();
            Instant since = Instant.ofEpochMilli(from.getLong());
            byte[] name = new byte[from.getShort()];
            from.get(name);
            Optional<LaneName> lane = LaneName.ofQueue(new String(name, StandardCharsets.UTF_8));
            if (waiting > 0 && lane.isPresent()) {
                var entry = new Entry(place, since);
                entry.waiting = waiting;
                entries.put(lane.get(), entry);
                return;
            }
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            LOG.debug("An entry of the outbox's counts cannot be read", e);
        }
        free.add(place);
    }

    private void writeHeader(String text) throws IOException {
        file.seek(0);
        file.write(ByteBuffer.allocate(HEADER)
                .put(text.getBytes(StandardCharsets.UTF_8))
                .array());
    }

    /** The broker has a message. */
    synchronized void stored(LaneName lane) {
        Entry entry = entries.computeIfAbsent(lane, name -> new Entry(place(), clock.instant()));
        entry.waiting++;
        if (entry.waiting == 1) {
            entry.since = clock.instant();
            writeWhole(lane, entry);
        } else {
            writeCount(entry);
        }
    }

    private int place() {
        Integer freed = free.poll();
        return freed == null ? places++ : freed;
    }

    /** A message is about to be acknowledged. */
    synchronized void leaves(LaneName lane) {
        // It may be on its way out before the word came that it is in.
        Entry entry = entries.computeIfAbsent(lane, name -> new Entry(place(), clock.instant()));
        entry.waiting--;
        entry.left++;
        writeCount(entry);
    }

    private void writeWhole(LaneName lane, Entry entry) {
        byte[] name = lane.queue().getBytes(StandardCharsets.UTF_8);
        if (name.length <= ENTRY - NAME_AT) {
            write(
                    entry,
                    ByteBuffer.allocate(ENTRY)
                            .putLong(entry.waiting)
                            .putLong(entry.since.toEpochMilli())
                            .putShort((short) name.length)
                            .put(name)
                            .array());
        }
    }

    private void writeCount(Entry entry) {
        write(entry, ByteBuffer.allocate(Long.BYTES).putLong(entry.waiting).array());
    }

    private void write(Entry entry, byte[] bytes) {
        if (broken) {
            return;
        }
        try {
            file.seek(HEADER + (long) entry.place * ENTRY);
            file.write(bytes);
        } catch (IOException e) {
            // Counts that are not whole would raise a false alarm after the next start.
            broken = true;
            LOG.debug("The outbox's counts cannot be written any more", e);
        }
    }

    /** To be taken before the broker counts. */
    synchronized Map<LaneName, Count> counts() {
        Map<LaneName, Count> counts = new HashMap<>();
        entries.forEach((lane, entry) -> counts.put(lane, new Count(entry.waiting, entry.left)));
        return counts;
    }

    /**
     * Compares with what the broker counts. What is missing at two times in a row is told, and not counted any more.
     *
     * @param before from before the broker counted
     * @param depths what it counted; a lane that is not there is empty
     */
    synchronized List<Shortfall> compare(Map<LaneName, Count> before, Map<LaneName, Long> depths) {
        List<Shortfall> found = new ArrayList<>();
        before.forEach((lane, count) -> {
            Entry entry = entries.get(lane);
            if (entry == null) {
                return;
            }
            long depth = depths.getOrDefault(lane, 0L);
            long missing = count.waiting() - (entry.left - count.left()) - depth;
            long certain = Math.min(missing, entry.suspected);
            entry.suspected = Math.max(0, missing);
            if (certain > 0) {
                found.add(new Shortfall(lane.channel(), certain, entry.since));
                entry.suspected = 0;
                entry.waiting -= certain;
                writeCount(entry);
            }
            if (depth == 0 && entry.left == count.left()) {
                forgetIfEmpty(lane, entry);
            }
        });
        return found;
    }

    /** Some may have left that were not counted: repeats, or what a person put there. */
    private void forgetIfEmpty(LaneName lane, Entry entry) {
        if (entry.waiting <= 0 && entry.suspected == 0) {
            entry.waiting = 0;
            writeCount(entry);
            entries.remove(lane);
            free.add(entry.place);
        }
    }

    /** Whether something was missing at the last comparison and is to be looked at again soon. */
    synchronized boolean isInDoubt() {
        return entries.values().stream().anyMatch(entry -> entry.suspected > 0);
    }

    /** Keeps the counts for the next start, also on another boot. */
    @Override
    public synchronized void close() {
        try (file) {
            if (broken) {
                file.setLength(0);
            } else {
                file.getFD().sync();
                writeHeader(STOPPED);
                file.getFD().sync();
            }
        } catch (IOException e) {
            LOG.debug("The outbox's counts could not be kept", e);
        }
        broken = true;
    }
}
