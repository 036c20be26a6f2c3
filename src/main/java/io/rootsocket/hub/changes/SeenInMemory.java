package io.rootsocket.hub.changes;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what was seen last for as long as a test of routes runs. Safe to share between threads. */
public final class SeenInMemory implements LastSeen {

    private final Map<Subject, Seen> items = new HashMap<>();
    private long now;

    private record Seen(Sighting sighting, boolean taken, long at, String pending) {}

    @Override
    public synchronized Sighting look(Subject subject) {
        Seen known = items.get(subject);
        return known == null ? Sighting.NONE : known.sighting();
    }

    @Override
    public synchronized Optional<Claim> claim(Subject subject, String fingerprint) {
        Seen known = items.get(subject);
        if (known != null && known.taken()) {
            return Optional.empty();
        }
        Sighting found = look(subject);
        boolean another = known != null && !found.certain() && !known.pending().equals(fingerprint);
        var before = new Sighting(
                found.fingerprint(), found.note(), found.certain(), another ? found.changes() + 1 : found.changes());
        var uncertain = new Sighting(before.fingerprint(), before.note(), false, before.changes());
        items.put(subject, new Seen(uncertain, true, now++, fingerprint));
        return Optional.of(new Taken(subject, before, fingerprint));
    }

    @Override
    public synchronized void seenAgain(Subject subject, @Nullable String note) {
        Seen known = items.get(subject);
        if (known != null && !known.taken()) {
            Sighting sighting = known.sighting();
            items.put(
                    subject,
                    new Seen(
                            new Sighting(
                                    sighting.fingerprint(),
                                    Optional.ofNullable(note),
                                    sighting.certain(),
                                    sighting.changes()),
                            false,
                            now++,
                            known.pending()));
        }
    }

    @Override
    public synchronized boolean knows(String name) {
        return items.keySet().stream().anyMatch(subject -> subject.name().equals(name));
    }

    @Override
    public synchronized void keepOnly(String name, int max) {
        List<Map.Entry<Subject, Seen>> oldestFirst = items.entrySet().stream()
                .filter(item -> item.getKey().name().equals(name))
                .sorted(Comparator.comparingLong(item -> item.getValue().at()))
                .toList();
        oldestFirst.stream()
                .limit(Math.max(0, oldestFirst.size() - max))
                .filter(item -> !item.getValue().taken())
                .forEach(item -> items.remove(item.getKey()));
    }

    private synchronized void giveBack(Subject subject, Sighting sighting, String pending) {
        items.put(subject, new Seen(sighting, false, now++, pending));
    }

    private final class Taken implements Claim {

        private final Subject subject;
        private final Sighting before;
        private final String pending;

        Taken(Subject subject, Sighting before, String pending) {
            this.subject = subject;
            this.before = before;
            this.pending = pending;
        }

        @Override
        public Sighting before() {
            return before;
        }

        @Override
        public void hold() {
            // Nobody takes it away here.
        }

        @Override
        public void remember(String fingerprint, @Nullable String note) {
            giveBack(
                    subject,
                    new Sighting(Optional.of(fingerprint), Optional.ofNullable(note), true, before.changes() + 1),
                    pending);
        }

        @Override
        public void letGo() {
            giveBack(subject, new Sighting(before.fingerprint(), before.note(), false, before.changes()), pending);
        }
    }
}
