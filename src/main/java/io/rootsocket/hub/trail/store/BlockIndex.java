package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.TrailEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Gathers while a block is written what says later which searches may pass it by: decoding it again for that would cost more
 * than all the rest. Not safe for threads.
 */
final class BlockIndex {

    /** Stands for every term: there were too many. */
    static final String ANY_TERM = "\nany=\n";

    /** An exchange arrived that is not settled in this block: what became of it may match, and is in another one. */
    static final String OPEN = "\nopen=\n";

    /** PostgreSQL has no place for some of these, and a line ends a term. */
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private static final int MAX_TERMS = 8_000;

    private final Set<String> routes = new HashSet<>();
    private final Set<String> channels = new HashSet<>();
    private final Set<Enum<?>> states = new HashSet<>();
    private final Set<Long> ids = new HashSet<>();
    private final Map<String, Arrival> arrivals = new HashMap<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    /** How far an exchange is that arrived in this block. */
    private static final class Arrival {

        private boolean handled;
        /** Messages that have no end yet, or one after which a person may send them again. */
        private final Set<String> open = new HashSet<>(2);
    }

    /** The index of a whole block. */
    static BlockIndex of(Iterable<TrailEvent> events) {
        var index = new BlockIndex();
        events.forEach(index::add);
        return index;
    }

    void add(TrailEvent event) {
        Ids.addTo(ids, event);
        first = event.at().isBefore(first) ? event.at() : first;
        last = event.at().isAfter(last) ? event.at() : last;
        if (event instanceof Arrived arrived) {
            routes.add(arrived.route());
            states.add(arrived.kind());
            arrivals.put(arrived.exchangeId(), new Arrival());
            return;
        }
        Arrival arrival = arrivals.get(event.exchangeId());
        if (event instanceof Handled handled) {
            states.add(handled.result());
            if (arrival != null) {
                arrival.handled = true;
            }
        } else if (event instanceof Accepted accepted) {
            channels.add(accepted.channel());
            if (arrival != null) {
                arrival.open.add(accepted.messageId());
            }
        } else if (event instanceof Ended ended) {
            states.add(ended.end());
            if (arrival != null && !ended.mayBeSentAgain()) {
                arrival.open.remove(ended.messageId());
            }
        }
    }

    /** What the block says of itself; nothing more is added. */
    Block.Head head() {
        return new Block.Head(first, last, terms(), IdFilter.of(ids));
    }

    private String terms() {
        var terms = new TreeSet<String>();
        routes.forEach(route -> terms.add(term("route", route)));
        channels.forEach(channel -> terms.add(term("channel", channel)));
        states.forEach(state -> terms.add(term(state)));
        if (arrivals.values().stream().anyMatch(arrival -> !arrival.handled || !arrival.open.isEmpty())) {
            terms.add(OPEN);
        }
        String all = String.join("", terms);
        return all.length() <= MAX_TERMS ? all : ANY_TERM;
    }

    /** How a term stands in a block's head. */
    static String term(String name, String value) {
        return "\n" + name + "=" + UNSTORABLE.matcher(value).replaceAll(" ") + "\n";
    }

    static String term(Enum<?> state) {
        return term(state.getDeclaringClass().getSimpleName(), state.name());
    }
}
