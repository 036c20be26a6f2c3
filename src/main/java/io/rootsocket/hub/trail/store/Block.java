package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.BlockName;
import java.time.Instant;
import java.util.Arrays;

/**
 * A file of the spool as the database keeps it.
 *
 * @param body whole records
 */
record Block(BlockName name, byte[] body, Head head) {

    /**
     * What says which searches may pass it by.
     *
     * @param first when the earliest of its events was
     * @param last when the latest was
     * @param terms one a line: what of it a {@code TrailFilter} may ask for
     */
    record Head(Instant first, Instant last, String terms, IdFilter ids) {}

    /** @param read what a former run has left in a file, whose last record may be torn */
    static Block of(BlockName name, byte[] read) {
        return new Block(
                name,
                Arrays.copyOf(read, EventReader.whole(read)),
                BlockIndex.of(EventReader.read(read)).head());
    }

    boolean isEmpty() {
        return body.length <= EventWriter.HEADER.length;
    }
}
