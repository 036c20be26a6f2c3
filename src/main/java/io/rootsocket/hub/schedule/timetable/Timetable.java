package io.rootsocket.hub.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param only the only days with times, in {@code zone}; null: all but the excluded ones
 * @param onHoliday what becomes of a time on another day; null: {@link OnHoliday#SKIP}
 */
public record Timetable(
        List<String> crons,
        Duration every,
        ZoneId zone,
        @Nullable Instant startAt,
        @Nullable Instant endAt,
        SortedSet<LocalDate> excluded,
        // Not written where they are not used, so that what the database holds stays as it is.
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SortedSet<LocalDate> only,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OnHoliday onHoliday) {

    /** The shortest interval. */
    public static final Duration MIN_EVERY = Duration.ofMillis(100);

    /** What is said of a shorter one. */
    public static final String TOO_OFTEN = "`every` must be at least 100ms.";

    /** Excluding every day of a year is a mistake; looking on for ever would hang the hub. */
    private static final int MAX_EXCLUDED = 100_000;

    /**
     * @throws IllegalArgumentException if there is neither an expression nor an interval, or both, or one is not valid
     */
    public Timetable {
        crons = List.copyOf(crons);
        excluded = Collections.unmodifiableSortedSet(new TreeSet<>(excluded));
        only = only == null ? null : Collections.unmodifiableSortedSet(new TreeSet<>(only));
        onHoliday = onHoliday == OnHoliday.SKIP ? null : onHoliday;
        if (crons.isEmpty() == every.isZero()) {
            throw new IllegalArgumentException("A schedule needs either `cron` or `every`, and not both.");
        }
        if (every.isNegative() || (!every.isZero() && every.compareTo(MIN_EVERY) < 0)) {
            throw new IllegalArgumentException(TOO_OFTEN);
        }
        if (startAt != null && endAt != null && !endAt.isAfter(startAt)) {
            throw new IllegalArgumentException("`endAt` must be after `startAt`.");
        }
        boolean rhythm = !every.isZero();
        for (String cron : crons) {
            rhythm |= CronTimes.of(cron, zone).isRhythm();
        }
        if (rhythm && onHoliday != null) {
            throw new IllegalArgumentException(
                    "`onHoliday` moves times of day, such as 09:00, and no times that come each hour or more often.");
        }
    }

    /** The same without days that are the only ones. */
    public Timetable(
            List<String> crons,
            Duration every,
            ZoneId zone,
            @Nullable Instant startAt,
            @Nullable Instant endAt,
            SortedSet<LocalDate> excluded) {
        this(crons, every, zone, startAt, endAt, excluded, null, null);
    }

    /** Cron expressions in a zone, without bounds and excluded days. */
    public static Timetable of(List<String> crons, ZoneId zone) {
        return new Timetable(crons, Duration.ZERO, zone, null, null, new TreeSet<>());
    }

    /** The first time after {@code instant}; empty if there is none any more. */
    public Optional<Instant> after(Instant instant) {
        Instant from = startAt != null && instant.isBefore(startAt) ? startAt.minusMillis(1) : instant;
        Optional<Instant> next = moving().map(moving -> moving.after(from)).orElseGet(() -> onItsDay(from));
        return next.filter(time -> endAt == null || !time.isAfter(endAt));
    }

    private Optional<MovedTimes> moving() {
        return Optional.ofNullable(onHoliday)
                .map(how -> new MovedTimes(
                        this::next, new WorkingDays(excluded, only), how == OnHoliday.PREVIOUS_WORKING_DAY, zone));
    }

    /** The day to which a time on an excluded day moves; empty if it is left out. */
    public Optional<LocalDate> dayInsteadOf(Instant excludedTime) {
        return moving().flatMap(moving -> moving.dayOf(excludedTime));
    }

    private Optional<Instant> onItsDay(Instant instant) {
        Instant from = instant;
        for (int skipped = 0; skipped < MAX_EXCLUDED; skipped++) {
            Optional<Instant> next = next(from);
            if (next.isEmpty()) {
                return next;
            }
            LocalDate day = LocalDate.ofInstant(next.get(), zone);
            if (counts(day)) {
                return next;
            }
            Optional<LocalDate> other = dayAfter(day);
            if (other.isEmpty()) {
                return Optional.empty();
            }
            from = other.get().atStartOfDay(zone).toInstant().minusMillis(1);
        }
        return Optional.empty();
    }

    /** The same times, and those on the days that it leaves out, none of them moved. */
    public Timetable withExcludedDays() {
        return new Timetable(crons, every, zone, startAt, endAt, new TreeSet<>());
    }

    private boolean counts(LocalDate day) {
        return !excluded.contains(day) && (only == null || only.contains(day));
    }

    /** The next day that may count. */
    private Optional<LocalDate> dayAfter(LocalDate day) {
        LocalDate next = day.plusDays(1);
        return only == null ? Optional.of(next) : only.tailSet(next).stream().findFirst();
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
