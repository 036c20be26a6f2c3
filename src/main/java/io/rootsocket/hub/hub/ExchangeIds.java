package io.rootsocket.hub.hub;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.spi.UuidGenerator;

/**
 * Ids of exchanges, and so of dead letters, that differ in their first characters, so that a person need not type all of one.
 * Camel's own count upwards behind a long beginning that all of a run share. Safe for threads.
 */
final class ExchangeIds implements UuidGenerator {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** Odd, so that counting in steps of it meets each number once: the golden ratio of 64 bits. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final String run =
            HEX.toHexDigits(ThreadLocalRandom.current().nextLong()).substring(1);
    private final AtomicLong next = new AtomicLong(ThreadLocalRandom.current().nextLong());

    @Override
    public String generateUuid() {
        return HEX.toHexDigits(mixed(next.getAndAdd(STEP))) + "-" + run;
    }

    /** Another number for each number: the finisher of SplitMix64. */
    private static long mixed(long number) {
        long half = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        long most = (half ^ (half >>> 27)) * 0x94D049BB133111EBL;
        return most ^ (most >>> 31);
    }
}
