package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.support.PatternHelper;

/**
 * A kind of endpoint, and what of a message it obeys.
 *
 * @param rule what a finding is about
 * @param schemes the endpoints
 * @param headers patterns of the headers that are instructions to it
 * @param filled the options that it fills in by itself for each message
 * @param body whether it obeys the body
 * @param runs whether an outsider who has a say can run a program, SQL or code
 * @param does what having a say means, after "becomes" or "reaches"
 * @param cure what to do instead
 */
record Sink(
        Rule rule,
        Set<String> schemes,
        List<String> headers,
        List<String> filled,
        Predicate<Call> body,
        Predicate<Call> runs,
        String does,
        String cure) {

    /** Stands for a header whose name an outsider chooses. */
    static final String ANY_HEADER = "*";

    Sink {
        schemes = Set.copyOf(schemes);
        headers = List.copyOf(headers);
        filled = List.copyOf(filled);
    }

    /** Of the headers that the route set, one that this obeys and an outsider has a say in. */
    Optional<Taint> header(Message message) {
        return message.headers().entrySet().stream()
                .filter(entry -> entry.getValue().isPresent() && obeys(entry.getKey()))
                .sorted(java.util.Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream())
                .findFirst();
    }

    boolean obeys(String header) {
        // Of the headers of its own, a `rootsocket:` endpoint obeys each, and a route may set them from a message by
        // name.
        return (header.equals(ANY_HEADER) && (!headers.isEmpty() || rule == Rule.TAINTED_CHANNEL))
                || headers.stream().anyMatch(pattern -> PatternHelper.matchPattern(header, pattern));
    }
}
