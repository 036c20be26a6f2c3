package io.rootsocket.hub.reload;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
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
import org.jspecify.annotations.Nullable;

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
    private final WebhookGate webhooks;
    private final LongSupplier nanoTime;
    private volatile WebhookGate.@Nullable Opening gate;
    private volatile boolean cancelled;

    /** Close it once the successors of these routes run. */
    Drain(CamelContext camel, List<Route> routes, WebhookGate webhooks, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.camel = camel;
        this.routes = List.copyOf(routes);
        this.webhooks = webhooks;
    }

    private static Predicate<String> served(PlatformHttpEndpoint webhook) {
        String path = StringHelper.before(webhook.getPath(), "*", webhook.getPath());
        boolean prefix = webhook.isMatchOnUriPrefix() || webhook.getPath().endsWith("*");
        String pattern = "\\Q" + path.replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q") + "\\E/?" + (prefix ? ".*" : "");
        return asked -> asked.matches(pattern);
    }

    /**
     * Stops the sources and waits until nothing is in flight. Webhooks are held back from the moment on that the other
     * sources are at rest.
     *
     * @return whether nothing is; if something still is after {@code timeout}, everything goes on as before
     */
    boolean await(Duration timeout) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        boolean done = areAtRest(deadline, routes(route -> !isInner(route) && !isWebhook(route)))
                && areCallersGone(deadline)
                && areAtRest(deadline, routes(Drain::isWebhook));
        if (done) {
            routes(Drain::isInner).forEach(route -> ServiceHelper.suspendService(route.getConsumer()));
            done = until(deadline, () -> inFlight(routes, false) == 0);
        }
        if (!done) {
            resume();
        }
        return done;
    }

    private boolean areAtRest(long deadline, List<Route> which) throws InterruptedException {
        which.forEach(route -> suspend(route.getConsumer()));
        return until(
                deadline, () -> inFlight(which, true) == 0 && which.stream().noneMatch(Drain::isPolling));
    }

    private boolean areCallersGone(long deadline) throws InterruptedException {
        return until(deadline, holdWebhooks()::isEmpty);
    }

    /** Holds back the webhooks of these routes until this is closed, at rest or not. */
    WebhookGate.Opening holdWebhooks() {
        Predicate<String> paths = path -> false;
        for (Route route : routes) {
            if (route.getEndpoint() instanceof PlatformHttpEndpoint webhook) {
                paths = paths.or(served(webhook));
            }
        }
        WebhookGate.Opening closed = webhooks.close(paths);
        gate = closed;
        return closed;
    }

    /** Gives up: {@link #await} returns soon, and everything goes on as before. */
    void cancel() {
        cancelled = true;
    }

    /** Lets the routes go on as before. */
    void resume() {
        for (Route route : routes(any -> true)) {
            Consumer source = route.getConsumer();
            if (source instanceof ScheduledBatchPollingConsumer batches) {
                batches.deferShutdown(null);
            }
            ServiceHelper.resumeService(source);
        }
        close();
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

    private List<Route> routes(Predicate<Route> which) {
        return routes.stream()
                .filter(route -> route.getConsumer() != null)
                .filter(which)
                .toList();
    }

    private static boolean isWebhook(Route route) {
        return route.getEndpoint() instanceof PlatformHttpEndpoint;
    }

    /** Whether other routes call it, and may wait for its successor. */
    static boolean isInner(Route route) {
        Endpoint endpoint = route.getEndpoint();
        return INNER.contains(StringHelper.before(endpoint.getEndpointUri(), ":", ""));
    }

    private boolean until(long deadline, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            if (cancelled || nanoTime.getAsLong() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        return true;
    }

    private int inFlight(List<Route> which, boolean withPending) {
        int count = 0;
        for (Route route : which) {
            count += camel.getInflightRepository().size(route.getRouteId());
            if (withPending && route.getConsumer() instanceof ShutdownAware aware) {
                count += aware.getPendingExchangesSize();
            }
        }
        return count;
    }

    @Override
    public void close() {
        WebhookGate.Opening closed = gate;
        if (closed != null) {
            closed.close();
        }
    }
}
