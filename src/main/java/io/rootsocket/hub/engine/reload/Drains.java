package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.reload.Running.Entry;
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
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;

/**
 * Brings the routes of a plan to rest, a few at a time, and hands each over as soon as it is. So a slow route holds up
 * only itself, and that no longer than {@code patience}.
 */
final class Drains {

    private static final int AT_A_TIME = 8;

    private final CamelContext camel;
    private final PieceLoader loader;
    private final WebhookGate webhooks;
    private final ExecutorService threads;
    private final Duration patience;

    Drains(CamelContext camel, PieceLoader loader, WebhookGate webhooks, Duration patience) {
        this.camel = camel;
        this.loader = loader;
        this.webhooks = webhooks;
        this.threads = camel.getExecutorServiceManager().newFixedThreadPool(this, "drain", AT_A_TIME);
        this.patience = patience;
    }

    Round round(List<Change> changes, Running running) {
        return new Round(changes, running);
    }

    /** Waits until the routes are at rest, or patience is over. Their webhooks are held back until the drain is closed. */
    Drain atRest(Entry entry) {
        Drain drain = begin(entry);
        try {
            // One that has run out of patience lets callers in again.
            return drain.await(patience) ? drain : begin(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return drain;
        }
    }

    private Drain begin(Entry entry) {
        List<Route> routes = loader.withKamelets(entry.loaded().routes()).stream()
                .map(RouteDefinition::getRouteId)
                .map(camel::getRoute)
                .filter(Objects::nonNull)
                .toList();
        return Drain.begin(camel, routes, webhooks);
    }

    /** A change whose routes are at rest. Its webhooks are held back until the drain is closed. */
    record Drained(Change change, Drain drain, boolean done) {}

    /** All changes of a plan, each as soon as it can be made. For one thread. */
    final class Round implements AutoCloseable {

        private final CompletionService<Drained> completed = new ExecutorCompletionService<>(threads);
        private final Deque<Change> waiting;
        private final Set<Drain> open = new HashSet<>();
        private final Running running;
        private int begun;

        private Round(List<Change> changes, Running running) {
            this.waiting = new ArrayDeque<>(changes);
            this.running = running;
            while (begun < AT_A_TIME && !waiting.isEmpty()) {
                submit(waiting.remove());
            }
        }

        private void submit(Change change) {
            Drain drain = change.before()
                    .flatMap(running::get)
                    .map(Drains.this::begin)
                    .orElseGet(() -> Drain.begin(camel, List.of(), webhooks));
            open.add(drain);
            begun++;
            completed.submit(() -> new Drained(change, drain, drain.await(patience)));
        }

        boolean hasNext() {
            return begun > 0;
        }

        Drained next() throws BusyException, InterruptedException {
            Drained next = taken();
            open.remove(next.drain());
            if (!next.done()) {
                throw new BusyException(next.change().before().orElseThrow(), patience);
            }
            if (!waiting.isEmpty()) {
                submit(waiting.remove());
            }
            return next;
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
