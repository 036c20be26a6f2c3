package io.rootsocket.hub.schedule;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * What has fired and waits for a thread. One turn is for what was due first, one for what became due last, and one for all
 * times in turn: nothing waits for the whole of a crowd that was due before or after it. What is due at the same time comes
 * in the order in which it fired, and so does what is of one route, whenever it was due. Safe for threads.
 */
final class FireQueue {

    /** What was added together, of one route. */
    private record Waiting(String route, List<Fire> fires) {}

    /** Where all of a route wait as long as any of it does, or the next could pass it. */
    private static final class Place {

        private final Instant due;
        private int waiting;

        Place(Instant due) {
            this.due = due;
        }
    }

    private final NavigableMap<Instant, Queue<Waiting>> byDue = new TreeMap<>();
    private final Map<String, Place> byRoute = new HashMap<>();
    private Instant last = Instant.MIN;
    private int turn;

    /** @param fires of one route, at least one; they stay together */
    synchronized void add(List<Fire> fires) {
        Fire first = fires.get(0);
        String route = first.occurrence().route();
        Place place = byRoute.computeIfAbsent(
                route, added -> new Place(first.occurrence().scheduledAt()));
        place.waiting++;
        byDue.computeIfAbsent(place.due, added -> new ArrayDeque<>()).add(new Waiting(route, fires));
    }

    /** What is run next; empty if nothing waits. */
    synchronized List<Fire> poll() {
        if (byDue.isEmpty()) {
            return List.of();
        }
        Map.Entry<Instant, Queue<Waiting>> due = nextDue();
        Waiting next = due.getValue().remove();
        if (due.getValue().isEmpty()) {
            byDue.remove(due.getKey());
        }
        Place place = byRoute.get(next.route());
        if (place != null && --place.waiting == 0) {
            byRoute.remove(next.route());
        }
        return next.fires();
    }

    private Map.Entry<Instant, Queue<Waiting>> nextDue() {
        turn = (turn + 1) % 3;
        if (turn == 0) {
            return byDue.firstEntry();
        }
        if (turn == 1) {
            return byDue.lastEntry();
        }
        Map.Entry<Instant, Queue<Waiting>> next =
                Optional.ofNullable(byDue.higherEntry(last)).orElseGet(byDue::firstEntry);
        last = next.getKey();
        return next;
    }
}
