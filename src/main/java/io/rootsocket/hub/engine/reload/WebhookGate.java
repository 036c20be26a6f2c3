package io.rootsocket.hub.engine.reload;

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
    private record Closed(Predicate<String> paths, List<Waiting> waiting) {}

    private record Waiting(String path, Runnable later) {}

    /**
     * Lets a request in, or has it wait. Each that is in must {@link #leave} once it is answered.
     *
     * @param later is run as soon as the path is open, on another thread, if the request must wait; it is in then
     * @return whether it is in now; {@code later} is not run then
     */
    public boolean enter(String path, Runnable later) {
        synchronized (closed) {
            for (Closed gate : closed) {
                if (gate.paths().test(path)) {
                    gate.waiting().add(new Waiting(path, later));
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
            List<Waiting> waiting;
            synchronized (closed) {
                closed.remove(gate);
                waiting = List.copyOf(gate.waiting());
                gate.waiting().clear();
            }
            for (Waiting one : waiting) {
                if (enter(one.path(), one.later())) {
                    one.later().run();
                }
            }
        }
    }
}
