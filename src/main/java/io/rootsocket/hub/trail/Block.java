package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A file of the spool as the database keeps it: what it holds, and what says which searches may pass it by.
 *
 * @param first when the earliest of its events was
 * @param last when the latest was
 * @param terms one a line: what of it a {@link TrailFilter} may ask for
 */
record Block(BlockName name, byte[] body, Instant first, Instant last, String terms, IdFilter ids) {

    /** PostgreSQL has no place for some of these, and a line ends a term. */
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /** Stands for every term: there were too many. */
    static final String ANY_TERM = term("any", "");

    /** An exchange arrived that is not settled in this block: what became of it may match, and is in another one. */
    static final String OPEN = term("open", "");

    private static final int MOST_TERMS = 8_000;

    /** @param read what was in a file, whose last record may be torn */
    static Block of(BlockName name, byte[] read) {
        List<TrailEvent> events = EventReader.read(read);
        Set<String> ids = new HashSet<>();
        events.forEach(event -> Ids.addTo(ids, event));
        return new Block(
                name,
                Arrays.copyOf(read, EventReader.whole(read)),
                events.stream().map(TrailEvent::at).min(Instant::compareTo).orElse(Instant.EPOCH),
                events.stream().map(TrailEvent::at).max(Instant::compareTo).orElse(Instant.EPOCH),
                terms(events),
                IdFilter.of(ids));
    }

    boolean isEmpty() {
        return body.length <= EventWriter.HEADER.length;
    }

    /** How a term stands in {@link #terms}. */
    static String term(String name, String value) {
        return "\n" + name + "=" + UNSTORABLE.matcher(value).replaceAll(" ") + "\n";
    }

    private static String terms(List<TrailEvent> events) {
        Set<String> terms = new TreeSet<>();
        events.forEach(event -> add(terms, event));
        boolean open = Chains.of(events).stream()
                .anyMatch(chain -> chain.arrived().isPresent() && chain.mayGoOn());
        if (open) {
            terms.add(OPEN);
        }
        String all = String.join("", terms);
        return all.length() <= MOST_TERMS ? all : ANY_TERM;
    }

    private static void add(Set<String> terms, TrailEvent event) {
        if (event instanceof Arrived arrived) {
            terms.add(term("route", arrived.route()));
            terms.add(term("kind", arrived.kind().name()));
        } else if (event instanceof Handled handled) {
            terms.add(term("result", handled.result().name()));
        } else if (event instanceof Accepted accepted) {
            terms.add(term("channel", accepted.channel()));
        } else if (event instanceof Ended ended) {
            terms.add(term("end", ended.end().name()));
        }
    }
}
