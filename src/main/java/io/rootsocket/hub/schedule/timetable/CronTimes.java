package io.rootsocket.hub.schedule.timetable;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/**
 * The times of one cron expression in one zone. Quartz reads the expression; which instant a local time is, is decided
 * here, because Quartz itself drops, shifts or doubles times when clocks change.
 *
 * <p>An expression that names its hours means times of day: in a gap they happen once, at the gap's end; in a doubled hour
 * once, the first time. An expression of every hour means a rhythm ("every minute") that goes on through both of the
 * doubled hours, as silence for an hour would be the surprise, and has no beat in a gap. Immutable.
 */
final class CronTimes {

    /** However it is written: as {@code *}, as an interval, or hour by hour. */
    private static final Pattern EVERY_HOUR = Pattern.compile("(?m)^hours: (\\*|%s)$"
            .formatted(IntStream.range(0, 24).mapToObj(String::valueOf).collect(Collectors.joining(","))));

    private static final Map<String, CronTimes> KNOWN = new ConcurrentHashMap<>();
    private static final int MAX_KNOWN = 20_000;

    private final CronExpression local;
    private final ZoneId zone;
    private final boolean rhythm;

    private CronTimes(CronExpression local, ZoneId zone, boolean rhythm) {
        this.local = local;
        this.zone = zone;
        this.rhythm = rhythm;
    }

    /**
     * @throws IllegalArgumentException if the expression cannot be read
     */
    static CronTimes of(String cron, ZoneId zone) {
        String key = zone.getId() + ' ' + cron;
        CronTimes known = KNOWN.get(key);
        if (known == null) {
            known = parse(cron, zone);
            if (KNOWN.size() < MAX_KNOWN) {
                KNOWN.put(key, known);
            }
        }
        return known;
    }

    private static CronTimes parse(String cron, ZoneId zone) {
        new CronText(cron).require();
        try {
            var expression = new CronExpression(cron);
            // UTC has no gaps: it stands for the local time line.
            expression.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
            return new CronTimes(
                    expression,
                    zone,
                    EVERY_HOUR.matcher(expression.getExpressionSummary()).find());
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The first instant after {@code instant}; empty if there is none any more. */
    Optional<Instant> after(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (!rhythm || change == null) {
            return firstAfter(instant, time);
        }
        Optional<Instant> second = inSecondPass(change, instant);
        if (!instant.isBefore(change.getInstant())) {
            return second.or(
                    () -> firstAfter(instant, change.getDateTimeBefore().minusNanos(1)));
        }
        return Stream.concat(firstAfter(instant, time).stream(), second.stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> firstAfter(Instant instant, LocalDateTime from) {
        Date next = local.getNextValidTimeAfter(Date.from(from.toInstant(ZoneOffset.UTC)));
        while (next != null) {
            Optional<Instant> due = instantOf(LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC))
                    // Several times of a gap all happen at its end, which may be now.
                    .filter(time -> time.isAfter(instant));
            if (due.isPresent()) {
                return due;
            }
            next = local.getNextValidTimeAfter(next);
        }
        return Optional.empty();
    }

    /** A rhythm has its next beat after the gap, and none in it. */
    private Optional<Instant> instantOf(LocalDateTime time) {
        boolean isInGap = zone.getRules().getValidOffsets(time).isEmpty();
        return rhythm && isInGap ? Optional.empty() : Optional.of(instantOf(time, zone));
    }

    /** When a time of day is due: at the end of a gap in which it would be, and the first time if it comes twice. */
    static Instant instantOf(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty() ? zone.getRules().getTransition(time).getInstant() : time.toInstant(offsets.get(0));
    }

    /** Whether it goes on through the whole day. */
    boolean isRhythm() {
        return rhythm;
    }

    /** A rhythm's next time in the second pass of a doubled hour. */
    private Optional<Instant> inSecondPass(ZoneOffsetTransition change, Instant instant) {
        ZoneOffset offset = change.getOffsetAfter();
        Instant from =
                instant.isBefore(change.getInstant()) ? change.getInstant().minusMillis(1) : instant;
        Date next = local.getNextValidTimeAfter(
                Date.from(LocalDateTime.ofInstant(from, offset).toInstant(ZoneOffset.UTC)));
        return Optional.ofNullable(next)
                .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC))
                .filter(time -> time.isBefore(change.getDateTimeBefore()))
                .map(time -> time.toInstant(offset));
    }
}
