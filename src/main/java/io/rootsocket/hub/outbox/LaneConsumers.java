package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.consumer.QueueConsumers;
import io.rootsocket.hub.outbox.message.LaneName;
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
 * The consumers of lanes, which stay open for a moment after a worker's turn: a busy lane's next message comes soon, and to
 * open its queue anew costs more than to send it. Safe to share between threads; who takes a consumer has it alone.
 */
final class LaneConsumers {

    private static final Logger LOG = LoggerFactory.getLogger(LaneConsumers.class);

    private final QueueConsumers queues;
    private final int max;
    private final Runnable onKept;
    private final Map<LaneName, IdleConsumer> kept = new LinkedHashMap<>();

    /**
     * @param max how many stay open
     * @param onKept run whenever one stays open, by who used it
     */
    LaneConsumers(QueueConsumers queues, int max, Runnable onKept) {
        this.queues = queues;
        this.max = max;
        this.onKept = onKept;
    }

    private record IdleConsumer(LaneConsumer consumer, long since) {}

    /** @throws JMSException if the broker cannot be reached */
    LaneConsumer open(LaneName name) throws JMSException {
        LaneConsumer kept = take(name);
        return kept == null ? new LaneConsumer(queues.open(name.queue(), null)) : kept;
    }

    /** One for some of a lane's messages; the lane must have no other. */
    LaneConsumer openFor(String selector, LaneName name) throws JMSException {
        return new LaneConsumer(queues.open(name.queue(), selector));
    }

    /** One that is open already, if it is. */
    synchronized @Nullable LaneConsumer take(LaneName name) {
        IdleConsumer found = kept.remove(name);
        return found == null ? null : found.consumer();
    }

    /** Keeps it open for the next turn, if there is room. */
    void keep(LaneName name, LaneConsumer consumer) throws JMSException {
        if (isKept(name, consumer)) {
            onKept.run();
        } else {
            consumer.close();
        }
    }

    private synchronized boolean isKept(LaneName name, LaneConsumer consumer) {
        if (consumer.isLast() || kept.size() >= max) {
            return false;
        }
        kept.put(name, new IdleConsumer(consumer, System.nanoTime()));
        return true;
    }

    /** Whether none is open. */
    synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    /** The lanes whose consumers nobody has used for some time. */
    synchronized List<LaneName> unusedFor(Duration time) {
        long before = System.nanoTime() - time.toNanos();
        List<LaneName> names = new ArrayList<>();
        Iterator<Map.Entry<LaneName, IdleConsumer>> oldestFirst =
                kept.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            var entry = oldestFirst.next();
            if (entry.getValue().since() - before > 0) {
                break;
            }
            names.add(entry.getKey());
        }
        return names;
    }

    /**
     * Closes a lane's consumer, if one is open.
     *
     * @return whether something waits in the lane
     */
    boolean close(LaneName name) throws JMSException {
        try (LaneConsumer consumer = take(name)) {
            return consumer != null && consumer.next() != null;
        }
    }

    /**
     * Has who takes a lane next close its consumer if it gives nothing more: so long, no other hub gets what comes into the
     * lane. Closes it if nobody has come since this was asked for.
     *
     * @return whether somebody must take the lane
     */
    boolean askOnceMore(LaneName name) throws JMSException {
        LaneConsumer unused;
        synchronized (this) {
            IdleConsumer found = kept.get(name);
            if (found == null) {
                return false;
            }
            if (!found.consumer().isLast()) {
                found.consumer().last();
                return true;
            }
            kept.remove(name);
            unused = found.consumer();
        }
        unused.close();
        return false;
    }

    /** Closes all that nobody uses, and waits until what was acknowledged is on disk. */
    void close() {
        List<IdleConsumer> all;
        synchronized (this) {
            all = List.copyOf(kept.values());
            kept.clear();
        }
        for (IdleConsumer each : all) {
            try {
                each.consumer().close();
            } catch (JMSException | RuntimeException e) {
                LOG.debug("A consumer did not close cleanly", e);
            }
        }
    }
}
