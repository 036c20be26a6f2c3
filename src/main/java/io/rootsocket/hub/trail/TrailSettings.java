package io.rootsocket.hub.trail;

import io.rootsocket.hub.trail.redaction.RedactedNames;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How much of what goes through is remembered, and what of it is not.
 *
 * @param folder where the spool is, and the embedded database
 * @param maxBytes how much of the disk it may take; {@code HUB_TRAIL_BYTES}, default 1 GB
 * @param keep how old it may become; {@code HUB_TRAIL_DAYS}, default 7 days; zero: nothing is kept
 * @param payload how many bytes of a payload are kept; {@code HUB_TRAIL_PAYLOAD}, default 16 KB
 * @param redacted what is left out of it; {@code HUB_TRAIL_REDACT}
 */
public record TrailSettings(Path folder, long maxBytes, Duration keep, int payload, RedactedNames redacted) {

    /** Less would not hold the blocks that are being written. */
    private static final long LEAST_BYTES = 4_000_000;

    /** A block in the database holds more than one of these. */
    private static final int MAX_PAYLOAD = 256 * 1024;

    /** @throws IllegalArgumentException if a number cannot be */
    public TrailSettings {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "HUB_TRAIL_BYTES=%d is too few: give at least %d, or HUB_TRAIL_DAYS=0 to keep nothing."
                            .formatted(maxBytes, LEAST_BYTES));
        }
        if (payload < 0 || payload > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "HUB_TRAIL_PAYLOAD=%d cannot be: give a number from 0 to %d.".formatted(payload, MAX_PAYLOAD));
        }
    }

    /** Whether anything is kept. */
    public boolean isOn() {
        return !keep.isZero();
    }

    /** What may wait for the database. */
    public long spoolBytes() {
        return maxBytes / 8;
    }

    /** What all parts may take together. */
    public long partsBytes() {
        return maxBytes - spoolBytes();
    }

    /** From which size on a part gets no more: a sixteenth goes when there is too much. */
    public long partBytes() {
        return partsBytes() / 16;
    }

    /** From which age on a part gets no more. */
    public Duration partAge() {
        return keep.dividedBy(14);
    }
}
