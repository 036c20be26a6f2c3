package io.rootsocket.hub.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Holds webhook requests back while the route that they are for is swapped, so that no caller hears 404 or 503. Safe for
 * several threads.
 */
public final class WebhookGate {

    private final Map<String, Integer> inside = new ConcurrentHashMap<>();
    private final List<Closed> closed = new ArrayList<>();

    /** Paths that are closed, and who waits. */
    private record Closed(Predicate<String> paths, List<Runnable> waiting) {}

    /**
     * Lets a request in, or has it wait. Each that is in must {@link #leave} once it is answered.
     *
     * @param again is run if the request must wait, once the path is open, on another thread: it enters again
     * @return whether it is in; {@code again} is not run then
     */
    public boolean enter(String path, Runnable again) {
        synchronized (closed) {
            for (Closed gate : closed) {
                if (gate.paths().test(path)) {
                    gate.waiting().add(again);
                    return false;
                }
            }
            inside.merge(path, 1, Integer::sum);
            return true;
        }
    }

    /** Tells that a request which was let in is answered, or its caller gone. */
    public void leave(String path) {
        inside.computeIfPresent(path, (same, count) -> count > 1 ? count - 1 : null);
    }

    /** Holds back what comes for {@code paths} until {@link Opening#close}. */
    Opening close(Predicate<String> paths) {
        var gate = new Closed(paths, new ArrayList<>());
        synchronized (closed) {
            closed.add(gate);
        }
        return new Opening(gate);
    }

    /** Opens the gate again. */
    final class Opening implements AutoCloseable {

        private final Closed gate;

        private Opening(Closed gate) {
            this.gate = gate;
        }

        /** Whether nobody who came in before is still inside. */
        boolean isEmpty() {
            return inside.keySet().stream().noneMatch(gate.paths());
        }

        @Override
        public void close() {
            List<Runnable> waiting;
            synchronized (closed) {
                closed.remove(gate);
                waiting = List.copyOf(gate.waiting());
                gate.waiting().clear();
            }
            waiting.forEach(Runnable::run);
        }
    }
}
