package io.rootsocket.hub.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When messages in a lane will be too late. Not safe for threads: guarded by the lock of {@link ReadyLanes}. */
final class Expiries {

    private static final int MAX = 64;
    /** How soon it is found that one is too late of whose time nothing is known. */
    private static final Duration LOOK_FOR_OTHERS = Duration.ofSeconds(5);

    /** The first of them; whether there may be others is {@link #othersFrom}. */
    private final NavigableSet<Instant> known = new TreeSet<>();

    private @Nullable Instant othersFrom;

    void add(Instant at) {
        known.add(at);
        if (known.size() > MAX) {
            known.pollLast();
            mayBeOthers(at);
        }
    }

    /** Messages may be in the lane of whose times nothing is known. */
    void mayBeOthers(Instant from) {
        othersFrom = othersFrom == null ? from : othersFrom;
    }

    /** Whether something is too late, or may be; asked once for each time. */
    boolean takeDue(Instant now) {
        boolean due = !known.isEmpty() && !known.first().isAfter(now);
        known.headSet(now, true).clear();
        boolean looks = othersFrom != null && !othersFrom.isAfter(now);
        if (looks) {
            othersFrom = now.plus(LOOK_FOR_OTHERS);
        }
        return due || looks;
    }

    /**
     * What was too late has been moved.
     *
     * @param some whether there was something
     * @param free whether nothing is left that will be too late at some time
     */
    void moved(boolean some, boolean free, Instant now) {
        if (free) {
            othersFrom = null;
        } else if (!some && othersFrom == null) {
            // The broker did not show it.
            othersFrom = now.plus(LOOK_FOR_OTHERS);
        }
    }

    /** The lane is empty. */
    void clear() {
        known.clear();
        othersFrom = null;
    }
}
