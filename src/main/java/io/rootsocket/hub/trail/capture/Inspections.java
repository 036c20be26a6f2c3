package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.trail.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The inspections of routes: one of a route at a time, and the last few that have ended. Safe for threads. */
public final class Inspections {

    /** Nobody looks at more. */
    private static final int MAX_KEPT = 8;

    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    private final Redaction redaction;
    private final BodyStart bodies;
    private final Clock clock;
    private final Map<String, Inspection> all = new LinkedHashMap<>();
    /** Asked for each exchange that comes in. */
    private volatile boolean anyIsOn;

    Inspections(Redaction redaction, BodyStart bodies, Clock clock) {
        this.redaction = redaction;
        this.bodies = bodies;
        this.clock = clock;
    }

    /**
     * Begins to watch a route; what it watched before is forgotten.
     *
     * @param next how many exchanges, 1 to {@value Inspection#MAX_EXCHANGES}
     * @param timeout after what time it ends without them, up to an hour
     * @throws IllegalArgumentException if it is told to watch more
     */
    public synchronized Inspection start(String route, int next, Duration timeout) {
        if (next < 1 || next > Inspection.MAX_EXCHANGES) {
            throw new IllegalArgumentException("An inspection takes the next 1 to %d exchanges, not %d."
                    .formatted(Inspection.MAX_EXCHANGES, next));
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("An inspection ends after an hour at the latest.");
        }
        var begun = new Inspection(route, next, clock.instant().plus(timeout), redaction, bodies);
        all.remove(route);
        all.put(route, begun);
        if (all.size() > MAX_KEPT) {
            all.remove(all.keySet().iterator().next());
        }
        anyIsOn = true;
        return begun;
    }

    /** The last inspection of a route; empty if there was none of late. */
    public synchronized Optional<Inspection> of(String route) {
        return Optional.ofNullable(all.get(route));
    }

    /** Ends it: what comes in from now on is not watched. */
    public synchronized void stop(String route) {
        of(route).ifPresent(Inspection::stop);
    }

    /** The inspection that watches an exchange which has come in; null, as usual, if none does. */
    @Nullable
    Inspection begin(Exchange exchange, String route) {
        return anyIsOn ? find(exchange, route) : null;
    }

    private synchronized @Nullable Inspection find(Exchange exchange, String route) {
        Instant now = clock.instant();
        Inspection inspection = all.get(route);
        boolean watches = inspection != null && inspection.begin(exchange, now);
        anyIsOn = all.values().stream().anyMatch(each -> each.takes(now));
        return watches ? inspection : null;
    }
}
