package io.rootsocket.hub.schedule.timetable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The times at which something is due. A pure calculation, the same on every node. Immutable.
 *
 * <p>A local time that a clock change leaves out happens once, when the gap ends. A local time that happens twice counts
 * once, the first time; see {@link CronTimes} for the one exception.
 *
 * @param crons Quartz's cron expressions, of which each adds its times; empty if {@code every} is set
 * @param every instead of cron expressions, an interval in whole multiples since 1970; zero if there are cron expressions
 * @param zone where the expressions and the excluded days are read
 * @param startAt nothing is due before
 * @param endAt nothing is due after
 * @param excluded days without any time, in {@code zone}
 */
public record Timetable(
        List<String> crons,
        Duration every,
        ZoneId zone,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        SortedSet<LocalDate> excluded) {

    /** Excluding every day of a year is a mistake; looking on for ever would hang the hub. */
    private static final int MOST_EXCLUDED = 100_000;

    /**
     * @throws IllegalArgumentException if there is neither an expression nor an interval, or both, or one is not valid
     */
    public Timetable {
        crons = List.copyOf(crons);
        excluded = Collections.unmodifiableSortedSet(new TreeSet<>(excluded));
        if (crons.isEmpty() == every.isZero()) {
            throw new IllegalArgumentException("A schedule needs either `cron` or `every`, and not both.");
        }
        if (every.isNegative() || (!every.isZero() && every.toMillis() < 100)) {
            throw new IllegalArgumentException("`every` must be at least 100ms.");
        }
        if (startAt != null && endAt != null && !endAt.isAfter(startAt)) {
            throw new IllegalArgumentException("`endAt` must be after `startAt`.");
        }
        crons.forEach(cron -> CronTimes.of(cron, zone));
    }

    /** Cron expressions in a zone, without bounds and excluded days. */
    public static Timetable of(List<String> crons, ZoneId zone) {
        return new Timetable(crons, Duration.ZERO, zone, null, null, new TreeSet<>());
    }

    /** The first time after {@code instant}; empty if there is none any more. */
    public Optional<Instant> after(Instant instant) {
        Instant from = startAt != null && instant.isBefore(startAt) ? startAt.minusMillis(1) : instant;
        for (int skipped = 0; skipped < MOST_EXCLUDED; skipped++) {
            Optional<Instant> next = next(from);
            if (next.isEmpty() || (endAt != null && next.get().isAfter(endAt))) {
                return Optional.empty();
            }
            if (!excluded.contains(LocalDate.ofInstant(next.get(), zone))) {
                return next;
            }
            from = lastOfDay(next.get());
        }
        return Optional.empty();
    }

    private Instant lastOfDay(Instant instant) {
        return LocalDate.ofInstant(instant, zone)
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .minusMillis(1);
    }

    private Optional<Instant> next(Instant from) {
        if (!every.isZero()) {
            long step = every.toMillis();
            return Optional.of(Instant.ofEpochMilli((Math.floorDiv(from.toEpochMilli(), step) + 1) * step));
        }
        return crons.stream()
                .flatMap(cron -> CronTimes.of(cron, zone).after(from).stream())
                .min(Comparator.naturalOrder());
    }

    /** The times after {@code from} up to and with {@code to}, at most {@code max} of them. */
    public List<Instant> between(Instant from, Instant to, int max) {
        var times = new ArrayList<Instant>();
        Optional<Instant> next = after(from);
        while (next.isPresent() && !next.get().isAfter(to) && times.size() < max) {
            times.add(next.get());
            next = after(next.get());
        }
        return times;
    }
}
