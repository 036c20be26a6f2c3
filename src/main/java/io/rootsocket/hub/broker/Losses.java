package io.rootsocket.hub.broker;

import java.util.ArrayList;
import java.util.List;

/**
 * What the embedded broker was found to have lost, until somebody asks, and what it could not read. Safe to share
 * between threads.
 */
public final class Losses {

    private final List<Shortfall> found = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    synchronized void add(Shortfall shortfall) {
        found.add(shortfall);
    }

    /** What was found since the last call. */
    public synchronized List<Shortfall> take() {
        List<Shortfall> taken = List.copyOf(found);
        found.clear();
        return taken;
    }

    /** The broker has said that it could not read something. */
    synchronized void unreadable(String words) {
        unreadable.add(words);
    }

    /** What it could not read, in its own words; one of each kind. */
    public synchronized List<String> unreadable() {
        return List.copyOf(unreadable);
    }
}
