package io.rootsocket.hub.outbox;

import java.util.ArrayList;
import java.util.List;

/** What the embedded broker was found to have lost, until somebody asks. Safe to share between threads. */
final class Losses {

    private final List<Shortfall> found = new ArrayList<>();

    synchronized void add(Shortfall shortfall) {
        found.add(shortfall);
    }

    /** What was found since the last call. */
    synchronized List<Shortfall> take() {
        List<Shortfall> taken = List.copyOf(found);
        found.clear();
        return taken;
    }
}
