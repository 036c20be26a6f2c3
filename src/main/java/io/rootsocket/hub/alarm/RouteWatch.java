package io.rootsocket.hub.alarm;

import io.rootsocket.hub.text.OneLine;
import io.rootsocket.hub.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Hears how the exchanges of routes end, and says which routes are silent although something was expected, and which fail
 * again and again. Told by many threads, looked at by one.
 */
final class RouteWatch implements TroubleSource {

    /** What ended may be written so much later, and another node's later still. */
    static final Duration WRITTEN_WITHIN = Duration.ofSeconds(15);
    /** So long after a start, what has waited for the hub may still be on its way in. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

    private static final int MAX_REASON = 500;

    private final RouteRecords records;
    private final AlarmRules rules;
    private final Clock clock;
    private final Supplier<Set<String>> tellers;
    private final Map<String, Expectation> expected = new ConcurrentHashMap<>();
    private final Map<String, RouteEndings> unwritten = new ConcurrentHashMap<>();
    private volatile Set<String> failing = Set.of();
    private Instant begun;

    /** @param tellers the routes that tell of alarms: of their own failures they cannot */
    RouteWatch(RouteRecords records, AlarmRules rules, Clock clock, Supplier<Set<String>> tellers) {
        this.records = records;
        this.rules = rules;
        this.clock = clock;
        this.tellers = tellers;
        this.begun = clock.instant();
    }

    /** From now on, that is expected of a route. */
    void expect(String route, Expectation expectation) {
        expected.put(route, expectation);
    }

    /** Nothing is expected of a route any more. */
    void expectNothing(String route) {
        expected.remove(route);
    }

    /** What is expected came through a route. */
    void came(String route) {
        unwritten.merge(route, RouteEndings.NONE.handled(clock.instant()), RouteEndings::then);
    }

    boolean awaitsSuccess() {
        return !failing.isEmpty() || !unwritten.isEmpty();
    }

    /** An exchange of a route ended well. Costs nothing where nobody asks for it. */
    void handled(String route) {
        if (failing.contains(route) || unwritten.containsKey(route)) {
            came(route);
        }
    }

    /** An exchange of a route failed. */
    void failed(String route, String exchangeId, String why) {
        String reason = OneLine.of(why).replace('\0', '\uFFFD');
        var failed = RouteEndings.NONE.failed(
                clock.instant(), reason.substring(0, Math.min(reason.length(), MAX_REASON)), exchangeId);
        unwritten.merge(route, failed, RouteEndings::then);
    }

    @Override
    public List<Trouble> look(Instant now) {
        if (begun.isAfter(now)) {
            begun = now;
        }
        write();
        records.correct(now);
        Map<String, RouteState> states = begin(records.all(), now);
        var troubles = new ArrayList<Trouble>();
        var failingNow = new HashSet<String>();
        states.values().forEach(state -> {
            if (state.failures() > 0) {
                failingNow.add(state.route());
            }
            failing(state).ifPresent(troubles::add);
            silent(state, now).ifPresent(troubles::add);
        });
        failing = Set.copyOf(failingNow);
        return troubles;
    }

    /** What cannot be written now is written the next time. */
    void write() {
        var taken = new HashMap<String, RouteEndings>();
        for (String route : List.copyOf(unwritten.keySet())) {
            Optional.ofNullable(unwritten.remove(route)).ifPresent(ended -> taken.put(route, ended));
        }
        try {
            records.add(taken);
        } catch (RuntimeException e) {
            taken.forEach((route, ended) -> unwritten.merge(route, ended, (later, earlier) -> earlier.then(later)));
            throw e;
        }
    }

    /** What is expected of a route is so since it was first said, over restarts. */
    private Map<String, RouteState> begin(Map<String, RouteState> states, Instant now) {
        boolean another = false;
        for (Map.Entry<String, Expectation> entry : expected.entrySet()) {
            RouteState state = states.get(entry.getKey());
            String text = entry.getValue().toString();
            if (state == null || !state.expectation().equals(Optional.of(text))) {
                records.expect(entry.getKey(), text, now);
                another = true;
            }
        }
        return another ? records.all() : states;
    }

    private Optional<Trouble> failing(RouteState state) {
        if (state.failures() < rules.failures()) {
            return Optional.empty();
        }
        Instant since = state.failingSince().orElseThrow();
        var trouble = Trouble.of(
                Topic.ROUTE_FAILING,
                state.route(),
                since,
                "Route %s has failed %,d times in a row, since %s. The last time: %s"
                        .formatted(
                                state.route(),
                                state.failures(),
                                local(since, clock.getZone()),
                                sentence(state.failure().orElse("no reason was given"))),
                "Mend what it says. What asks by itself, such as a poll, then asks again; of all else replay what it has left"
                        + " in the dead letters.",
                "hub dead-letters list --route " + state.route());
        Trouble referred = state.reference().map(trouble::withReference).orElse(trouble);
        return Optional.of(tellers.get().contains(state.route()) ? referred.untold() : referred);
    }

    private Optional<Trouble> silent(RouteState state, Instant now) {
        Expectation expectation = expected.get(state.route());
        if (expectation == null || state.expectedSince().isEmpty()) {
            return Optional.empty();
        }
        Instant since = state.expectedSince().get();
        Instant last = state.handledAt().filter(at -> at.isAfter(since)).orElse(since);
        Optional<Instant> deadline = expectation.deadline(last);
        if (deadline.isEmpty()
                || now.isBefore(deadline.get().plus(WRITTEN_WITHIN))
                || now.isBefore(begun.plus(SETTLED_AFTER))) {
            return Optional.empty();
        }
        ZoneId zone = expectation.zone();
        String lastWords = state.handledAt()
                .map(at -> "the last came at " + local(at, zone))
                .orElse("nothing ever has");
        var trouble = Trouble.of(
                        Topic.ROUTE_SILENT,
                        state.route(),
                        last,
                        "Nothing has come through route %s by %s, and something is expected %s: %s.%s"
                                .formatted(
                                        state.route(),
                                        local(deadline.get(), zone),
                                        expectation,
                                        lastWords,
                                        state.failures() > 0
                                                ? " %,d came and failed: %s"
                                                        .formatted(
                                                                state.failures(),
                                                                sentence(state.failure()
                                                                        .orElse("")))
                                                : ""),
                        "Ask who sends it whether it was sent, and look whether the route runs.",
                        "hub routes")
                .withUrgent(expectation.isOpen(now));
        return Optional.of(tellers.get().contains(state.route()) ? trouble.untold() : trouble);
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?…]") ? words : words + ".";
    }

    private static String local(Instant at, ZoneId zone) {
        return TimeText.of(at, zone);
    }
}
