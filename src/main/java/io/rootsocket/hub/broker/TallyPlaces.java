package io.rootsocket.hub.broker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of a file of counts, mapped into memory: what is put there survives the process at once, without a call of the
 * operating system, which might wait for what others force to the same disk. Not safe for threads.
 *
 * <p>A place begins with its count. Killed in the middle, it has the count of before.
 */
final class TallyPlaces {

    /** So many are added at once. */
    static final int AT_ONCE = 64;

    private final RandomAccessFile file;
    private final int begin;
    private final int size;
    private final List<MappedByteBuffer> mapped = new ArrayList<>();

    /**
     * @param begin how many bytes come before the first place
     * @param size of a place
     */
    TallyPlaces(RandomAccessFile file, int begin, int size) {
        this.file = file;
        this.begin = begin;
        this.size = size;
    }

    /** @throws IOException if the disk has no room for the place */
    void putCount(int place, long count) throws IOException {
        of(place).putLong(at(place), count);
    }

    /** Puts something behind the count. */
    void put(int place, int at, byte[] bytes) throws IOException {
        of(place).put(at(place) + at, bytes);
        VarHandle.releaseFence();
    }

    private int at(int place) {
        return place % AT_ONCE * size;
    }

    private MappedByteBuffer of(int place) throws IOException {
        while (mapped.size() <= place / AT_ONCE) {
            mapped.add(next());
        }
        return mapped.get(place / AT_ONCE);
    }

    private MappedByteBuffer next() throws IOException {
        int bytes = AT_ONCE * size;
        long from = begin + (long) mapped.size() * bytes;
        long missing = from + bytes - file.length();
        if (missing > 0) {
            // Not just made longer: on a full disk whoever writes into a hole of what is mapped dies of it.
            file.seek(file.length());
            file.write(new byte[Math.toIntExact(missing)]);
        }
        return file.getChannel().map(MapMode.READ_WRITE, from, bytes);
    }

    /** Has all of it on disk. */
    void force() {
        mapped.forEach(MappedByteBuffer::force);
    }
}
