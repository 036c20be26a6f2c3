package io.rootsocket.hub.cli.screen;

import io.rootsocket.hub.text.RelativeTime;
import io.rootsocket.hub.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The one form in which a person reads times: {@code 2026-11-27 09:15:00+01}, and how far away that is.
 *
 * @param clock what {@code 2 h ago} counts from
 * @param zone where a time is read that has no zone of its own
 */
public record Times(Clock clock, ZoneId zone) {

    public String at(Instant instant) {
        return at(instant, zone);
    }

    public static String at(Instant instant, ZoneId zone) {
        return TimeText.of(instant, zone);
    }

    /** {@code in 5 min}, {@code 2 h ago}, {@code now}. */
    public String away(Instant instant) {
        return RelativeTime.of(instant, clock.instant());
    }

    /** About how long, in one unit. */
    public static String length(Duration time) {
        return RelativeTime.length(time);
    }

    /** Both, for the middle of a sentence. */
    public String told(Instant instant) {
        return "%s (%s)".formatted(at(instant), away(instant));
    }

    /** Both, in a table: how far away where there is no room for more. */
    public Cell cell(Instant instant) {
        return cell(instant, zone);
    }

    /** The same of what is to come, which may just have come while it was asked for. */
    public Cell coming(Instant instant, ZoneId itsZone) {
        return Cell.of("%s  %s".formatted(at(instant, itsZone), until(instant))).briefly(until(instant));
    }

    /** {@code in 5 min}, or {@code now}, for what is to come. */
    public String until(Instant instant) {
        return instant.isBefore(clock.instant()) ? "now" : away(instant);
    }

    public Cell cell(Instant instant, ZoneId itsZone) {
        return Cell.of("%s  %s".formatted(at(instant, itsZone), away(instant))).briefly(away(instant));
    }
}
