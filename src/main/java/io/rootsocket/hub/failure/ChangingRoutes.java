package io.rootsocket.hub.failure;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/**
 * Whether routes are being started or swapped, so that one which does not run may run in a moment. Safe for threads.
 */
public final class ChangingRoutes {

    private final AtomicInteger changes = new AtomicInteger();

    private ChangingRoutes() {}

    /** A change that is being made. */
    @FunctionalInterface
    public interface Change extends AutoCloseable {

        /** It is made, or taken back. */
        @Override
        void close();
    }

    /** Notes that routes of a context are being changed, until the change is closed. */
    public static Change begin(CamelContext camel) {
        ChangingRoutes routes = of(camel);
        routes.changes.incrementAndGet();
        return routes.changes::decrementAndGet;
    }

    /** Whether a route that does not run now may run in a moment. */
    static boolean areOn(CamelContext camel) {
        return camel.getStatus().isStarting() || of(camel).changes.get() > 0;
    }

    private static ChangingRoutes of(CamelContext camel) {
        synchronized (ChangingRoutes.class) {
            ChangingRoutes known = camel.getCamelContextExtension().getContextPlugin(ChangingRoutes.class);
            if (known == null) {
                known = new ChangingRoutes();
                camel.getCamelContextExtension().addContextPlugin(ChangingRoutes.class, known);
            }
            return known;
        }
    }
}
