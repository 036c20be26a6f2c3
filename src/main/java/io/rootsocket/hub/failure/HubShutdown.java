package io.rootsocket.hub.failure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;

/**
 * Camel's graceful shutdown, which says how far the hub's own stop has come. A route that a reload takes out is no stop of
 * the hub. Safe to share between threads.
 */
public final class HubShutdown extends DefaultShutdownStrategy {

    private static final long LAST_WAIT_MILLIS = 100;

    private final CamelContext camel;
    /** The ids of the exchanges that have become dead letters since the stop began, or are just becoming some. */
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    private volatile Runnable atCutOff = () -> {};
    private volatile boolean begun;
    private volatile boolean cutOff;

    public HubShutdown(CamelContext camel) {
        super(camel);
        this.camel = camel;
    }

    /** The hub stops: what is in flight may finish until {@code whenCutOff} is run, if that must be. */
    public void begin(Runnable whenCutOff) {
        atCutOff = whenCutOff;
        begun = true;
    }

    /** Whether the stop of the hub that runs this context has begun. */
    static boolean hasBegun(CamelContext camel) {
        return camel.getShutdownStrategy() instanceof HubShutdown shutdown && shutdown.begun;
    }

    /** Whether its time is over, too: no step runs any more, and what runs ends in some way or other. */
    static boolean hasCutOff(CamelContext camel) {
        return camel.getShutdownStrategy() instanceof HubShutdown shutdown
                && shutdown.begun
                && (shutdown.cutOff || shutdown.isForceShutdown());
    }

    /**
     * Whether who asks is to make the dead letter of an exchange. At a stop its own thread may want to, and whoever looks at
     * what is in flight, more than once.
     */
    static boolean takes(Exchange exchange) {
        return !(exchange.getContext().getShutdownStrategy() instanceof HubShutdown shutdown)
                || !shutdown.begun
                || shutdown.taken.add(exchange.getExchangeId());
    }

    /** It has not become one. */
    static void givesBack(Exchange exchange) {
        if (exchange.getContext().getShutdownStrategy() instanceof HubShutdown shutdown) {
            shutdown.taken.remove(exchange.getExchangeId());
        }
    }

    @Override
    protected void shutdownRoutesNow(List<RouteStartupOrder> routes) {
        if (begun && !cutOff) {
            cutOff = true;
            // What Camel waits for from here on it waits for in vain.
            setTimeUnit(TimeUnit.MILLISECONDS);
            setTimeout(LAST_WAIT_MILLIS);
            camel.getExecutorServiceManager().setShutdownAwaitTermination(LAST_WAIT_MILLIS);
            atCutOff.run();
        }
        super.shutdownRoutesNow(routes);
    }
}
