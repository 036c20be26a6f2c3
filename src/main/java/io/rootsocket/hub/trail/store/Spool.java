package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.trail.BlockName;
import io.rootsocket.hub.trail.TrailEvent;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of events that the database does not have yet. What is appended is with the operating system at once, and survives a
 * kill; it is not forced to disk. Safe to share between threads.
 *
 * <p>One file is open; each other is whole and waits for {@link SpoolDrain}. A record that a kill has torn is the last of its
 * file, and whoever reads it ends there.
 */
final class Spool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    /** A file gets no more once it has so much: what a page of the trail reads at the least. */
    static final int FULL = 256 * 1024;

    /** A write takes so much at the most, and somewhat more. */
    private static final int WRITE = 64 * 1024;

    private static final String ENDING = ".spool";
    /** So long nothing is tried after the disk has failed, or was full. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Path folder;
    private final long maxBytes;
    private final BooleanSupplier diskIsFull;
    private final Clock clock;
    /** Another each time: several hubs may write into one database, and a clock may be set back. */
    private final String writer =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final EventWriter events = new EventWriter();
    private final NavigableMap<BlockName, Whole> whole = new TreeMap<>();
    private @Nullable Open open;
    private long last;
    private long waiting;
    private @Nullable String problem;
    private long pausedSince;
    private boolean closed;

    /**
     * A file that gets no more.
     *
     * @param head null if a former run has left it: it must be read for that
     */
    private record Whole(long size, Block.@Nullable Head head) {}

    private static final class Open {

        private final BlockName name;
        private final OutputStream file;
        private final long since = System.nanoTime();
        private final BlockIndex index = new BlockIndex();
        private long size;

        private Open(BlockName name, OutputStream file) {
            this.name = name;
            this.file = file;
        }
    }

    private Spool(Path folder, long maxBytes, BooleanSupplier diskIsFull, Clock clock) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.diskIsFull = diskIsFull;
        this.clock = clock;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : left) {
                take(file);
            }
        }
    }

    /**
     * Takes up what a former run has left there.
     *
     * @param maxBytes what all files together may hold
     * @param diskIsFull whether the disk has no room for more
     * @throws IOException if the folder cannot be used
     */
    static Spool open(Path folder, long maxBytes, BooleanSupplier diskIsFull, Clock clock) throws IOException {
        PrivateFiles.createFolder(folder);
        return new Spool(folder, maxBytes, diskIsFull, clock);
    }

    private void take(Path file) throws IOException {
        String name = file.getFileName().toString();
        try {
            BlockName block = BlockName.of(name.substring(0, name.length() - ENDING.length()));
            long size = Files.size(file);
            whole.put(block, new Whole(size, null));
            waiting += size;
            last = Math.max(last, block.begun());
        } catch (IllegalArgumentException notOurs) {
            // Somebody else's file stays where it is.
            return;
        }
    }

    /** Appends events in their order, in one write if they are few. Returns how many; {@link #problem} says why not all. */
    synchronized int append(Collection<TrailEvent> batch) {
        if (closed || isPaused()) {
            return 0;
        }
        int kept = 0;
        int written = 0;
        events.clear();
        try {
            for (TrailEvent event : batch) {
                Open file = opened();
                events.write(event);
                file.index.add(event);
                written++;
                if (events.size() >= WRITE) {
                    flush(file);
                    kept = written;
                }
            }
            if (written > kept) {
                flush(opened());
            }
            problem = null;
            return written;
        } catch (IOException e) {
            abandon();
            problem = String.valueOf(e.getMessage());
            pausedSince = System.nanoTime();
            return kept;
        } catch (RuntimeException e) {
            // What was encoded so far is lost with it: the file lacks the names that it was the first to say.
            abandon();
            LOG.debug("The trail goes on without {} events", batch.size() - kept, e);
            return kept;
        }
    }

    private void flush(Open file) throws IOException {
        int length = events.size();
        if (waiting + length > maxBytes) {
            throw new IOException("what waits for its database has reached %,d bytes".formatted(waiting));
        }
        file.file.write(events.bytes(), 0, length);
        events.clear();
        file.size += length;
        waiting += length;
        if (file.size >= FULL) {
            seal();
        }
    }

    private boolean isPaused() {
        return problem != null && System.nanoTime() - pausedSince < PAUSE_NANOS;
    }

    private Open opened() throws IOException {
        Open file = open;
        if (file == null) {
            if (diskIsFull.getAsBoolean()) {
                throw new IOException("the disk is full");
            }
            file = create();
            open = file;
        }
        return file;
    }

    private Open create() throws IOException {
        last = Math.max(last + 1, EventWriter.micros(clock.instant()));
        var name = new BlockName(last, writer);
        Path path = path(name);
        PrivateFiles.open(path).close();
        // Not a channel: a thread that is interrupted while it writes would close it for all.
        var created = new Open(name, new FileOutputStream(path.toFile(), true));
        created.file.write(EventWriter.HEADER);
        created.size = EventWriter.HEADER.length;
        waiting += created.size;
        events.begin();
        return created;
    }

    /** What was written of a record is cut off, so that the file is whole as far as it goes. */
    private void abandon() {
        Open broken = open;
        if (broken != null) {
            try (var file = new RandomAccessFile(path(broken.name).toFile(), "rw")) {
                file.setLength(broken.size);
            } catch (IOException stillBroken) {
                // Whoever reads it ends before what is torn.
                problem = stillBroken.toString();
            }
            seal();
        }
    }

    /** Ends the open file, if there is one. */
    synchronized void seal() {
        Open full = open;
        if (full == null) {
            return;
        }
        open = null;
        whole.put(full.name, new Whole(full.size, full.index.head()));
        try {
            full.file.close();
        } catch (IOException e) {
            problem = e.toString();
        }
    }

    /** Ends the open file if it is older. */
    synchronized void sealAfter(long nanos) {
        if (open != null && System.nanoTime() - open.since >= nanos) {
            seal();
        }
    }

    /** The oldest file that waits for the database. */
    synchronized Optional<BlockName> oldest() {
        return whole.isEmpty() ? Optional.empty() : Optional.of(whole.firstKey());
    }

    /** All files, the newest first; the open one too. */
    synchronized List<BlockName> names() {
        var names = new ArrayList<BlockName>();
        if (open != null) {
            names.add(open.name);
        }
        names.addAll(whole.descendingKeySet());
        return names;
    }

    /**
     * What a file holds now.
     *
     * @return empty if it is in the database by now
     */
    Optional<byte[]> read(BlockName name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(name)));
        } catch (NoSuchFileException drained) {
            return Optional.empty();
        }
    }

    /**
     * A whole file as the database keeps it.
     *
     * @return empty if it is in the database by now
     */
    Optional<Block> block(BlockName name) throws IOException {
        Block.Head head;
        synchronized (this) {
            Whole file = whole.get(name);
            head = file == null ? null : file.head();
        }
        Optional<byte[]> bytes = read(name);
        return head == null
                ? bytes.map(left -> Block.of(name, left))
                : bytes.map(written -> new Block(name, written, head));
    }

    /** Copies all files as far as they are written. */
    void copyTo(Path target) throws IOException {
        for (BlockName name : names()) {
            Optional<byte[]> content = read(name);
            if (content.isPresent()) {
                PrivateFiles.write(target.resolve(name + ENDING), content.get());
            }
        }
    }

    /** The database has it. */
    void delete(BlockName name) throws IOException {
        Files.deleteIfExists(path(name));
        synchronized (this) {
            Whole gone = whole.remove(name);
            waiting -= gone == null ? 0 : gone.size();
        }
    }

    /** How many bytes wait for the database. */
    synchronized long waiting() {
        return waiting;
    }

    /** Why it does not take what comes; empty if it does. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private Path path(BlockName name) {
        return folder.resolve(name + ENDING);
    }

    /** Takes no more. Safe twice. */
    @Override
    public synchronized void close() {
        closed = true;
        seal();
    }
}
