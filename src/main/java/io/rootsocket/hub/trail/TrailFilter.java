package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.Optional;

/**
 * Which chains are wanted: those of which all that is set is true.
 *
 * @param route the id of the route that took it
 * @param channel one that a message of it goes to
 * @param end how a message of it ended
 * @param from when it arrived, at the earliest
 * @param to before when it arrived
 * @param text what its payload as it came or went, its source, its failure or an answer contains, in whatever case
 * @param max how many at most, from 1 to {@value #MAX_CHAINS}
 * @param before the {@link TrailPage#next()} of the page before; empty: from the newest on
 */
public record TrailFilter(
        Optional<String> route,
        Optional<String> channel,
        Optional<SourceKind> kind,
        Optional<Result> result,
        Optional<MessageEnd> end,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> text,
        int max,
        Optional<String> before) {

    public static final int MAX_CHAINS = 1_000;

    /** The newest of all. */
    public static final TrailFilter ALL = new TrailFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            100,
            Optional.empty());

    /** @throws IllegalArgumentException if {@code max} or {@code before} cannot be */
    public TrailFilter {
        if (max < 1 || max > MAX_CHAINS) {
            throw new IllegalArgumentException(
                    "A page holds from 1 to %d messages, not %d.".formatted(MAX_CHAINS, max));
        }
        before.ifPresent(Position::of);
    }

    public TrailFilter ofRoute(String wanted) {
        return new TrailFilter(Optional.of(wanted), channel, kind, result, end, from, to, text, max, before);
    }

    public TrailFilter toChannel(String wanted) {
        return new TrailFilter(route, Optional.of(wanted), kind, result, end, from, to, text, max, before);
    }

    public TrailFilter from(Instant earliest) {
        return new TrailFilter(route, channel, kind, result, end, Optional.of(earliest), to, text, max, before);
    }

    public TrailFilter to(Instant end) {
        return new TrailFilter(route, channel, kind, result, this.end, from, Optional.of(end), text, max, before);
    }

    public TrailFilter containing(String wanted) {
        return new TrailFilter(route, channel, kind, result, end, from, to, Optional.of(wanted), max, before);
    }

    public TrailFilter atMost(int chains) {
        return new TrailFilter(route, channel, kind, result, end, from, to, text, chains, before);
    }

    /** What comes after that page. */
    public TrailFilter after(TrailPage page) {
        return new TrailFilter(route, channel, kind, result, end, from, to, text, max, page.next());
    }
}
