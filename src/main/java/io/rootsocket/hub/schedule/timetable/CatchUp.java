package io.rootsocket.hub.schedule.timetable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what becomes of an occurrence whose turn it is, and which one is next. The same after a restart, a pause, a jump
 * of the clock and a long hold-up, because it looks only at how late it is.
 *
 * @param fires whether the occurrence fires
 * @param missed the occurrences to record as missed, this one among them if it does not fire
 * @param next the occurrence whose turn is next, which may be due already
 */
public record CatchUp(boolean fires, List<Instant> missed, Optional<Instant> next) {

    /** So many occurrences are recorded at once; the rest follows at once, in further steps. */
    static final int MAX_AT_ONCE = 1_000;

    public static CatchUp decide(RouteSchedule schedule, Instant occurrence, Instant now) {
        FirePolicy policy = schedule.policy();
        Timetable timetable = schedule.timetable();
        Instant due = now.minus(policy.delay());
        Duration late = Duration.between(occurrence, due);
        if (late.compareTo(FirePolicy.GRACE) <= 0) {
            return new CatchUp(true, List.of(), timetable.after(occurrence));
        }
        boolean stale = late.compareTo(policy.staleAfter()) > 0;
        return switch (policy.onMissed()) {
            case SKIP -> missedUpTo(timetable, occurrence, due.minus(FirePolicy.GRACE));
            case FIRE_ALL ->
                stale
                        ? missedUpTo(timetable, occurrence, due.minus(policy.staleAfter()))
                        : new CatchUp(true, List.of(), timetable.after(occurrence));
            case FIRE_ONCE -> latest(timetable, occurrence, due, stale);
        };
    }

    /** This one and all before {@code end} are missed. */
    private static CatchUp missedUpTo(Timetable timetable, Instant occurrence, Instant end) {
        List<Instant> further = timetable.between(occurrence, end, MAX_AT_ONCE);
        List<Instant> missed = concat(occurrence, further);
        return new CatchUp(false, missed, timetable.after(missed.get(missed.size() - 1)));
    }

    /** If others are due too, this one and all but the last of them are missed, and the last has its turn at once. */
    private static CatchUp latest(Timetable timetable, Instant occurrence, Instant due, boolean stale) {
        List<Instant> further = timetable.between(occurrence, due, MAX_AT_ONCE);
        if (further.isEmpty()) {
            return new CatchUp(!stale, stale ? List.of(occurrence) : List.of(), timetable.after(occurrence));
        }
        int last = further.size() - 1;
        return new CatchUp(false, concat(occurrence, further.subList(0, last)), Optional.of(further.get(last)));
    }

    private static List<Instant> concat(Instant first, List<Instant> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }
}
