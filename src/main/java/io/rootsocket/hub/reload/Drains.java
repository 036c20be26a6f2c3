package io.rootsocket.hub.reload;

import io.rootsocket.hub.reload.RunningRoutes.Entry;
import io.rootsocket.hub.routes.PieceLoader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Brings the routes of a plan to rest, a few at a time, and hands each over as soon as it is. So a slow route holds up
 * only itself, and that no longer than {@code timeout}.
 */
final class Drains {

    private static final int AT_A_TIME = 8;

    private final CamelContext camel;
    private final PieceLoader loader;
    private final WebhookGate webhooks;
    private final ExecutorService threads;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    Drains(CamelContext camel, PieceLoader loader, WebhookGate webhooks, Duration timeout, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.camel = camel;
        this.loader = loader;
        this.webhooks = webhooks;
        this.threads = camel.getExecutorServiceManager().newFixedThreadPool(this, "drain", AT_A_TIME);
        this.timeout = timeout;
    }

    Round round() {
        return new Round();
    }

    /** Waits until the routes are at rest, or the timeout is over. Their webhooks are held back until the drain is closed. */
    Drain atRest(Entry entry) {
        Drain drain = of(List.of(entry));
        try {
            if (!drain.await(timeout)) {
                // Out of time, it has let callers in again.
                drain.holdWebhooks();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return drain;
    }

    private Drain of(List<Entry> entries) {
        return new Drain(camel, entries.stream().flatMap(this::routes).toList(), webhooks, nanoTime);
    }

    private Stream<Route> routes(Entry entry) {
        return loader.withKamelets(entry.loaded().routes()).stream()
                .map(RouteDefinition::getRouteId)
                .map(camel::getRoute)
                .filter(Objects::nonNull);
    }

    /** Whether only other routes call it. */
    boolean isCalled(Entry entry) {
        return routes(entry).allMatch(Drain::isInner);
    }

    /** Whether one of these routes comes from where only one that is called may come from, and one runs that does. */
    boolean isBlocked(List<RouteDefinition> routes) {
        List<Endpoint> taken = camel.getRoutes().stream()
                .filter(Drain::isInner)
                .map(Route::getEndpoint)
                .toList();
        return routes.stream().map(this::from).anyMatch(taken::contains);
    }

    private @Nullable Endpoint from(RouteDefinition route) {
        try {
            return camel.hasEndpoint(
                    camel.resolvePropertyPlaceholders(route.getInput().getEndpointUri()));
        } catch (RuntimeException e) {
            // It mentions a setting that is missing.
            return null;
        }
    }

    private boolean isBusy(Entry entry) {
        return routes(entry).anyMatch(route -> camel.getInflightRepository().size(route.getRouteId()) > 0);
    }

    /** Changes whose routes are at rest. Their webhooks are held back until the drain is closed. */
    record Drained(Batch batch, Drain drain, boolean done) {}

    /** Changes of a plan, each batch as soon as it can be made. For one thread. */
    final class Round implements AutoCloseable {

        private final CompletionService<Drained> completed = new ExecutorCompletionService<>(threads);
        private final Deque<Batch> waiting = new ArrayDeque<>();
        private final Set<Drain> open = new HashSet<>();
        private int begun;

        private Round() {}

        void add(Batch batch) {
            waiting.add(batch);
            begin();
        }

        private void begin() {
            while (begun < AT_A_TIME && !waiting.isEmpty()) {
                Batch batch = waiting.remove();
                Drain drain = of(batch.before());
                open.add(drain);
                begun++;
                completed.submit(() -> new Drained(batch, drain, drain.await(timeout)));
            }
        }

        boolean hasNext() {
            return begun > 0;
        }

        Drained next() throws BusyException, InterruptedException {
            Drained next = taken();
            open.remove(next.drain());
            if (!next.done()) {
                throw new BusyException(busy(next.batch().before()).piece(), timeout);
            }
            begin();
            return next;
        }

        private Entry busy(List<Entry> entries) {
            return entries.stream().filter(Drains.this::isBusy).findFirst().orElse(entries.get(0));
        }

        private Drained taken() throws InterruptedException {
            begun--;
            try {
                return completed.take().get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A route could not be brought to rest", e.getCause());
            }
        }

        /** What was brought to rest and not taken goes on as before. */
        @Override
        public void close() {
            open.forEach(Drain::cancel);
            while (begun > 0) {
                try {
                    taken();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            open.forEach(Drain::resume);
        }
    }
}
