package io.rootsocket.hub.outbox;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes that stay open for a moment after a visit: a busy one's next message comes soon, and to open its queue anew
 * costs more than to send it. Safe to share between threads; who takes a lane has it alone.
 */
final class OpenLanes {

    private static final Logger LOG = LoggerFactory.getLogger(OpenLanes.class);

    private final OpenSessions sessions;
    private final int most;
    private final Map<LaneName, Kept> kept = new LinkedHashMap<>();

    /** @param most how many stay open */
    OpenLanes(OpenSessions sessions, int most) {
        this.sessions = sessions;
        this.most = most;
    }

    private record Kept(OpenLane lane, long since) {}

    /** @throws JMSException if the broker cannot be reached */
    OpenLane open(LaneName name) throws JMSException {
        OpenLane open = take(name);
        return open == null ? new OpenLane(sessions, name, null) : open;
    }

    /** A lane's queue of its own for some of its messages; the lane itself must not be open. */
    OpenLane openFor(String selector, LaneName name) throws JMSException {
        return new OpenLane(sessions, name, selector);
    }

    /** One that is open already, if it is. */
    synchronized @Nullable OpenLane take(LaneName name) {
        Kept found = kept.remove(name);
        return found == null ? null : found.lane();
    }

    /** Keeps it open for the next visit, if there is room. */
    void keep(LaneName name, OpenLane lane) throws JMSException {
        synchronized (this) {
            if (kept.size() < most) {
                kept.put(name, new Kept(lane, System.nanoTime()));
                return;
            }
        }
        lane.close();
    }

    /** Those that nobody has visited for some time. */
    synchronized List<LaneName> unusedFor(Duration time) {
        long before = System.nanoTime() - time.toNanos();
        List<LaneName> names = new ArrayList<>();
        Iterator<Map.Entry<LaneName, Kept>> oldestFirst = kept.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            var entry = oldestFirst.next();
            if (entry.getValue().since() - before > 0) {
                break;
            }
            names.add(entry.getKey());
        }
        return names;
    }

    /** Closes all that nobody uses, and waits until what was acknowledged is on disk. */
    void close() {
        List<Kept> all;
        synchronized (this) {
            all = List.copyOf(kept.values());
            kept.clear();
        }
        for (Kept each : all) {
            try {
                each.lane().close();
            } catch (JMSException | RuntimeException e) {
                LOG.debug("A lane did not close cleanly", e);
            }
        }
    }
}
