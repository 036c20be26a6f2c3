package io.rootsocket.hub.engine.reload;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.StringHelper;

/**
 * Lets the exchanges of some routes finish while nothing new comes in. Camel's own graceful stop looks only once a second,
 * and holds a lock of the whole context meanwhile.
 */
final class Drain implements AutoCloseable {

    /** What other routes call. They wait for such a consumer to come back, so it may go last. */
    private static final Set<String> INNER = Set.of("direct", "kamelet", "seda");

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final CamelContext camel;
    private final List<Route> routes;
    private final WebhookGate.Opening gate;
    private volatile boolean cancelled;

    private Drain(CamelContext camel, List<Route> routes, WebhookGate.Opening gate) {
        this.camel = camel;
        this.routes = routes;
        this.gate = gate;
    }

    /** Begins to hold back the webhooks of these routes. Close it once their successors run. */
    static Drain begin(CamelContext camel, List<Route> routes, WebhookGate webhooks) {
        Predicate<String> paths = path -> false;
        for (Route route : routes) {
            if (route.getEndpoint() instanceof PlatformHttpEndpoint webhook) {
                paths = paths.or(served(webhook));
            }
        }
        return new Drain(camel, routes, webhooks.close(paths));
    }

    private static Predicate<String> served(PlatformHttpEndpoint webhook) {
        String path = StringHelper.before(webhook.getPath(), "*", webhook.getPath());
        boolean prefix = webhook.isMatchOnUriPrefix() || webhook.getPath().endsWith("*");
        String pattern = "\\Q" + path.replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q") + "\\E/?" + (prefix ? ".*" : "");
        return asked -> asked.matches(pattern);
    }

    /**
     * Stops the sources and waits until nothing is in flight.
     *
     * @return whether nothing is; if something still is after {@code patience}, everything goes on as before
     */
    boolean await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean done = until(deadline, gate::isEmpty);
        if (done) {
            sources(route -> !isInner(route)).forEach(Drain::suspend);
            done = until(deadline, () -> inFlight(true) == 0 && routes.stream().noneMatch(Drain::isPolling));
        }
        if (done) {
            sources(Drain::isInner).forEach(ServiceHelper::suspendService);
            done = until(deadline, () -> inFlight(false) == 0);
        }
        if (!done) {
            resume();
        }
        return done;
    }

    /** Gives up: {@link #await} returns soon, and everything goes on as before. */
    void cancel() {
        cancelled = true;
    }

    /** Lets the routes go on as before. */
    void resume() {
        for (Consumer source : sources(route -> true)) {
            if (source instanceof ScheduledBatchPollingConsumer batches) {
                batches.deferShutdown(null);
            }
            ServiceHelper.resumeService(source);
        }
        gate.close();
    }

    private static void suspend(Consumer source) {
        if (source instanceof ScheduledBatchPollingConsumer batches) {
            // Otherwise it would go on to the next file of those that it has listed.
            batches.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly);
        }
        ServiceHelper.suspendService(source);
    }

    private static boolean isPolling(Route route) {
        return route.getConsumer() instanceof ScheduledPollConsumer polling && polling.isPolling();
    }

    private List<Consumer> sources(Predicate<Route> which) {
        return routes.stream()
                .filter(which)
                .map(Route::getConsumer)
                .filter(consumer -> consumer != null)
                .toList();
    }

    private static boolean isInner(Route route) {
        Endpoint endpoint = route.getEndpoint();
        return INNER.contains(StringHelper.before(endpoint.getEndpointUri(), ":", ""));
    }

    private boolean until(long deadline, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            if (cancelled || System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        return true;
    }

    private int inFlight(boolean withPending) {
        int count = 0;
        for (Route route : routes) {
            count += camel.getInflightRepository().size(route.getRouteId());
            if (withPending && route.getConsumer() instanceof ShutdownAware aware) {
                count += aware.getPendingExchangesSize();
            }
        }
        return count;
    }

    @Override
    public void close() {
        gate.close();
    }
}
