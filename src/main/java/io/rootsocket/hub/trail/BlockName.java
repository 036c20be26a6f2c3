package io.rootsocket.hub.trail;

import java.util.Comparator;

/**
 * What a file of the spool is called, and the block that it becomes in the database.
 *
 * @param begun when it was begun, in microseconds since 1970; no other of its writer has the same
 * @param writer who wrote it: letters and digits, another for each run of a hub
 */
public record BlockName(long begun, String writer) implements Comparable<BlockName> {

    private static final Comparator<BlockName> ORDER =
            Comparator.comparingLong(BlockName::begun).thenComparing(BlockName::writer);

    /** @throws IllegalArgumentException if there can be none of that name */
    public BlockName {
        if (begun < 0 || !writer.matches("[A-Za-z0-9]{1,32}")) {
            throw new IllegalArgumentException("No block is called %d.%s.".formatted(begun, writer));
        }
    }

    /** @throws IllegalArgumentException if it is none */
    public static BlockName of(String text) {
        int dot = text.indexOf('.');
        return new BlockName(Long.parseLong(text.substring(0, Math.max(0, dot))), text.substring(dot + 1));
    }

    @Override
    public int compareTo(BlockName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return begun + "." + writer;
    }
}
