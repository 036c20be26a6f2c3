package io.rootsocket.hub.webhook;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;

/**
 * The signed requests that were accepted of late, so that one that is sent again is not taken twice. They are remembered by
 * the monotonic clock: setting the machine's time forgets none. What is remembered ends with the process. Safe for threads.
 */
final class AcceptedRequests {

    private static final int MAX = 100_000;

    /** What is known of a request. */
    enum Known {
        /** It is new, and its outcome is awaited from now on. */
        NO,
        /** The same is being worked on. */
        IN_WORK,
        /** The same was accepted. */
        ACCEPTED
    }

    private record Entry(Known known, long forgottenAt) {}

    private final LongSupplier nanos;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    AcceptedRequests(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Those of a context: a webhook that is reloaded remembers what its earlier version has taken. */
    static AcceptedRequests of(CamelContext camel) {
        var extension = camel.getCamelContextExtension();
        synchronized (extension) {
            AcceptedRequests known = extension.getContextPlugin(AcceptedRequests.class);
            if (known == null) {
                known = new AcceptedRequests(System::nanoTime);
                extension.addContextPlugin(AcceptedRequests.class, known);
            }
            return known;
        }
    }

    /** Whether a request is known; if not, it is from now on, until {@link #forget}. */
    synchronized Known begin(String request, Duration remembered) {
        forgetTheOld();
        Entry entry = entries.get(request);
        if (entry != null) {
            return entry.known();
        }
        entries.put(request, new Entry(Known.IN_WORK, nanos.getAsLong() + remembered.toNanos()));
        return Known.NO;
    }

    synchronized void accept(String request, Duration remembered) {
        entries.remove(request);
        entries.put(request, new Entry(Known.ACCEPTED, nanos.getAsLong() + remembered.toNanos()));
    }

    /** It was not accepted, and may come again. */
    synchronized void forget(String request) {
        entries.remove(request);
    }

    private void forgetTheOld() {
        Iterator<Entry> oldest = entries.values().iterator();
        int tooMany = entries.size() - MAX;
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (tooMany-- <= 0 && entry.forgottenAt() - nanos.getAsLong() > 0) {
                return;
            }
            oldest.remove();
        }
    }
}
