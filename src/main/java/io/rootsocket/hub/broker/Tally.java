package io.rootsocket.hub.broker;

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
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages each queue of the embedded broker holds, counted apart from its own files: by what it counts less there,
 * messages are missing. Safe to share between threads.
 *
 * <p>A message of a channel is counted after the broker has taken it and no more before it is acknowledged, so a kill at any
 * moment leaves a count that is too low, if it is wrong at all, and raises no false alarm. What others put into queues and
 * take from them, {@link QueueAudit} counts now and then, and what leaves meanwhile at once; of that, one message for each of
 * those who take may have left and be counted still.
 *
 * <p>A count alone would not see that as many messages are lost as come back, because the word that they had left was lost
 * too. So each count comes with the id, which the broker gives in rising order, below which nothing waited any more.
 *
 * <p>The counts are in a file at once but not forced to disk, which would cost as much as the message: they survive the
 * process, but not the machine. After another boot without an orderly stop they say nothing, and are begun anew.
 */
public final class Tally implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    /** Begins the header of files that are written as this version does. */
    private static final String FORMAT = "2 ";

    private static final String STOPPED = FORMAT + "stopped";
    private static final int HEADER = 64;
    /** Count, lowest id, those who take, time, length of the name, name. */
    private static final int ENTRY = 320;

    private static final int NAME_AT = 30;
    /** So often an empty queue is looked at until nobody is believed to be about to count in what has left. */
    private static final int QUIET_LOOKS = 60;

    private final RandomAccessFile file;
    private final TallyPlaces disk;
    private final String boot;
    private final Clock clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int places;
    private boolean broken;

    private static final class Entry {
        private final int place;
        private Instant since = Instant.EPOCH;
        private long waiting;
        private long lowestId;
        private int takers;
        /** How many have left since the start, for those who count meanwhile. */
        private long left;
        /** Of these, how many the broker may count still. */
        private int leaving;

        private long leftAtLook;
        private int quietLooks;

        private Entry(int place) {
            this.place = place;
        }
    }

    private Tally(RandomAccessFile file, String boot, Clock clock) {
        this.file = file;
        this.disk = new TallyPlaces(file, HEADER, ENTRY);
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
            String boot =
                    FORMAT + (Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "");
            var tally = new Tally(new RandomAccessFile(path.toFile(), "rw"), boot, clock);
            tally.read();
            return tally;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The counts of the broker's queues in %s cannot be opened".formatted(path), e);
        }
    }

    private void read() throws IOException {
        byte[] all = new byte[(int) Math.min(file.length(), Integer.MAX_VALUE - ENTRY)];
        file.readFully(all);
        // What follows in the header is zeros.
        String written = new String(all, 0, Math.min(all.length, HEADER), StandardCharsets.UTF_8).trim();
        if (written.equals(STOPPED) || !boot.equals(FORMAT) && written.equals(boot)) {
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
            var entry = new Entry(place);
            entry.waiting = waiting;
            entry.lowestId = from.getLong();
            entry.takers = from.getInt();
            entry.since = Instant.ofEpochMilli(from.getLong());
            byte[] name = new byte[from.getShort()];
            from.get(name);
            if (waiting > 0 && name.length > 0) {
                entries.put(new String(name, StandardCharsets.UTF_8), entry);
                return;
            }
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            LOG.debug("An entry of the counts of the broker's queues cannot be read", e);
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
    public synchronized void stored(String queue) {
        Entry entry = entry(queue);
        entry.waiting++;
        if (entry.waiting == 1) {
            begin(queue, entry);
        } else {
            writeCount(entry);
        }
    }

    private Entry entry(String queue) {
        return entries.computeIfAbsent(queue, name -> new Entry(place()));
    }

    private void begin(String queue, Entry entry) {
        entry.since = clock.instant();
        entry.lowestId = 0;
        writeWhole(queue, entry);
    }

    private int place() {
        Integer freed = free.poll();
        return freed == null ? places++ : freed;
    }

    /** A message is about to be acknowledged, or the broker has just let it go. */
    public synchronized void leaves(String queue) {
        // It may be on its way out before the word came that it is in.
        Entry entry = entry(queue);
        entry.waiting--;
        entry.left++;
        writeCount(entry);
    }

    /** As {@link #leaves}, but the broker counts it until it is {@link #gone}. */
    synchronized void leaving(String queue) {
        leaves(queue);
        entry(queue).leaving++;
    }

    /** The broker does not count it any more, or it stays. */
    synchronized void gone(String queue) {
        Entry entry = entries.get(queue);
        if (entry != null && entry.leaving > 0) {
            entry.leaving--;
        }
    }

    /** Nothing is on its way out: the broker starts. */
    synchronized void nothingIsLeaving() {
        entries.values().forEach(entry -> entry.leaving = 0);
    }

    /** How many have left a queue until now and are not counted there, for who counts what is in it. */
    synchronized long left(String queue) {
        Entry entry = entries.get(queue);
        return entry == null ? 0 : entry.left - entry.leaving;
    }

    /**
     * What the broker has in a queue that others put into.
     *
     * @param leftBefore how many had left before it was counted
     * @param takers how many may take from it at once
     */
    synchronized void counted(String queue, long messages, long leftBefore, int takers) {
        if (messages == 0 && !entries.containsKey(queue)) {
            return;
        }
        Entry entry = entry(queue);
        long before = entry.waiting;
        entry.waiting = messages - (entry.left - leftBefore);
        if (before <= 0 && entry.waiting > 0) {
            entry.takers = takers;
            begin(queue, entry);
        } else if (takers != entry.takers) {
            entry.takers = takers;
            writeWhole(queue, entry);
        } else if (before != entry.waiting) {
            writeCount(entry);
        }
        if (messages == 0) {
            empty(queue);
        }
    }

    /** Nothing waits in a queue that has a lower id. */
    synchronized void nothingBelow(String queue, long id) {
        Entry entry = entries.get(queue);
        if (entry != null && entry.lowestId != id) {
            entry.lowestId = id;
            put(entry, Long.BYTES, ByteBuffer.allocate(Long.BYTES).putLong(id).array());
        }
    }

    /** The queues of which something should wait, and the lowest id that each may have. */
    synchronized Map<String, Long> lowestIds() {
        Map<String, Long> ids = new HashMap<>();
        entries.forEach((queue, entry) -> ids.put(queue, entry.lowestId));
        return ids;
    }

    /** The broker has loaded a queue: what came back is counted with it, as it leaves once more. */
    synchronized void cameBack(String queue, long messages) {
        Entry entry = entries.get(queue);
        if (entry != null && messages > 0) {
            raise(queue, entry, entry.waiting + messages);
        }
    }

    /** How many should be in a queue and are not, if the broker has so many; 0 or less if none is missing for certain. */
    synchronized long missing(String queue, long messages) {
        Entry entry = entries.get(queue);
        long missing = entry == null ? 0 : entry.waiting - messages;
        return entry != null && missing > entry.takers ? missing : 0;
    }

    /** So many are missing, and are not counted any more. */
    synchronized Shortfall lost(String queue, long messages) {
        Entry entry = entry(queue);
        entry.waiting -= messages;
        writeCount(entry);
        return new Shortfall(queue, messages, entry.since);
    }

    /** The broker has so many for certain: some may not have been counted, as after a kill. */
    synchronized boolean isAtLeast(String queue, long messages) {
        Entry entry = entries.get(queue);
        if (entry == null || messages < entry.waiting) {
            return entry == null;
        }
        raise(queue, entry, messages);
        return true;
    }

    /** The place of one that had none may still have the name of another. */
    private void raise(String queue, Entry entry, long messages) {
        boolean begins = entry.waiting <= 0 && messages > 0;
        entry.waiting = messages;
        if (begins) {
            entry.since = clock.instant();
            writeWhole(queue, entry);
        } else {
            writeCount(entry);
        }
    }

    /**
     * The broker has none in a queue. Some may have left that were not counted, as repeats; some may have left before the word
     * came that they were in, and are waited for.
     */
    synchronized void empty(String queue) {
        Entry entry = entries.get(queue);
        if (entry == null || entry.waiting > 0 || entry.leaving > 0) {
            return;
        }
        entry.quietLooks = entry.left == entry.leftAtLook ? entry.quietLooks + 1 : 0;
        entry.leftAtLook = entry.left;
        if (entry.waiting == 0 || entry.quietLooks > QUIET_LOOKS) {
            entry.waiting = 0;
            writeCount(entry);
            entries.remove(queue);
            free.add(entry.place);
        }
    }

    private void writeWhole(String queue, Entry entry) {
        byte[] whole = queue.getBytes(StandardCharsets.UTF_8);
        // Who had the place before may not be found there under its name.
        byte[] name = whole.length <= ENTRY - NAME_AT ? whole : new byte[0];
        put(
                entry,
                Long.BYTES,
                ByteBuffer.allocate(ENTRY - Long.BYTES)
                        .putLong(entry.lowestId)
                        .putInt(entry.takers)
                        .putLong(entry.since.toEpochMilli())
                        .putShort((short) name.length)
                        .put(name)
                        .array());
        writeCount(entry);
    }

    private void writeCount(Entry entry) {
        write(() -> disk.putCount(entry.place, entry.waiting));
    }

    private void put(Entry entry, int at, byte[] bytes) {
        write(() -> disk.put(entry.place, at, bytes));
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private void write(Write write) {
        if (broken) {
            return;
        }
        try {
            write.run();
        } catch (IOException | InternalError e) {
            // The second is what Java makes of a disk that fails. Counts that are not whole would raise a false alarm
            // after the next start.
            broken = true;
            LOG.debug("The counts of the broker's queues cannot be written any more", e);
        }
    }

    /** Keeps the counts for the next start, also on another boot. */
    @Override
    public synchronized void close() {
        try (file) {
            if (broken) {
                file.setLength(0);
            } else {
                disk.force();
                file.getFD().sync();
                writeHeader(STOPPED);
                file.getFD().sync();
            }
        } catch (IOException e) {
            LOG.debug("The counts of the broker's queues could not be kept", e);
        }
        broken = true;
    }
}
