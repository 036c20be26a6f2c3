package io.rootsocket.hub.trail.store;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that events are dropped, and once that they are not any more. For one thread. */
final class Drops {

    private static final Logger LOG = LoggerFactory.getLogger(Drops.class);
    /** As many looks without a drop mean that it is over. */
    private static final int QUIET = 20;

    private final LongSupplier dropped;
    private long before;
    private long seen;
    private int quiet = QUIET;

    Drops(LongSupplier dropped) {
        this.dropped = dropped;
    }

    /** Looks whether there are new ones. */
    void say(Optional<String> why) {
        long now = dropped.getAsLong();
        if (now > seen) {
            if (quiet >= QUIET) {
                before = seen;
                LOG.warn(
                        "The trail drops what comes, as {}. Messages go their way all the same",
                        why.orElse("it could not be written"));
            }
            quiet = 0;
        } else if (quiet < QUIET && ++quiet == QUIET) {
            LOG.info("The trail keeps what comes again; it lacks {} events", now - before);
        }
        seen = now;
    }
}
