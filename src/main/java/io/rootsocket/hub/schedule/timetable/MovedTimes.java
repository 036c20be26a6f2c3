package io.rootsocket.hub.schedule.timetable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Times of which those on other days move to a working day, where they are due at the same time on the wall. Times that meet
 * there are one.
 *
 * @param times the first of the times after an instant, before any is moved
 * @param days to which they move
 * @param backwards whether to the working day before, instead of the next one
 * @param zone where the days are read
 */
record MovedTimes(Function<Instant, Optional<Instant>> times, WorkingDays days, boolean backwards, ZoneId zone) {

    /** Working days without any time that are looked at before it is taken for never. */
    private static final int MAX_LOOKS = 10_000;

    /** How far beyond the first and the last of only days times still move to them. */
    private static final int BEYOND_DAYS = 366;

    /** What one day may gather: a time for each minute of a fortnight. */
    private static final int MAX_OF_DAY = 20_000;

    /** The first time after {@code instant}; empty if there is none any more. */
    Optional<Instant> after(Instant instant) {
        LocalDate today = LocalDate.ofInstant(instant, zone);
        Optional<LocalDate> day = days.contains(today) ? Optional.of(today) : days.after(today);
        for (int looks = 0; looks < MAX_LOOKS && day.isPresent(); looks++) {
            Optional<Instant> due = gatheredOn(day.get()).stream()
                    .filter(time -> time.isAfter(instant))
                    .min(Comparator.naturalOrder());
            if (due.isPresent()) {
                return due;
            }
            LocalDate looked = day.get();
            day = times.apply(startOf(endOfTimesFor(looked)).minusMillis(1))
                    .flatMap(this::dayOf)
                    .filter(later -> later.isAfter(looked));
        }
        return Optional.empty();
    }

    /** All that is due on a working day, in any order. */
    private List<Instant> gatheredOn(LocalDate day) {
        Instant end = startOf(endOfTimesFor(day));
        var gathered = new ArrayList<Instant>();
        Optional<Instant> next = times.apply(startOf(beginOfTimesFor(day)).minusMillis(1));
        while (next.isPresent() && next.get().isBefore(end) && gathered.size() < MAX_OF_DAY) {
            gathered.add(moved(next.get(), day));
            next = times.apply(next.get());
        }
        return gathered;
    }

    /** The first day whose times are due on a working day. */
    private LocalDate beginOfTimesFor(LocalDate day) {
        return backwards
                ? day
                : days.before(day).map(before -> before.plusDays(1)).orElse(day.minusDays(BEYOND_DAYS));
    }

    /** The day after the last one whose times are due on a working day. */
    private LocalDate endOfTimesFor(LocalDate day) {
        return backwards ? days.after(day).orElse(day.plusDays(BEYOND_DAYS)) : day.plusDays(1);
    }

    /** The working day on which a time is due. */
    Optional<LocalDate> dayOf(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, zone);
        if (days.contains(day)) {
            return Optional.of(day);
        }
        return backwards ? days.before(day) : days.after(day);
    }

    private Instant moved(Instant time, LocalDate day) {
        LocalDateTime local = LocalDateTime.ofInstant(time, zone);
        return local.toLocalDate().equals(day) ? time : CronTimes.instantOf(day.atTime(local.toLocalTime()), zone);
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
