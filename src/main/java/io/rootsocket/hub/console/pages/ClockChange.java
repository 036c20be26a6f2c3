package io.rootsocket.hub.console.pages;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Days on which the clocks of a zone change. */
final class ClockChange {

    private ClockChange() {}

    /** What the clocks do on that day: {@code the clocks go back from 03:00 to 02:00}. */
    static Optional<String> on(LocalDate day, ZoneId zone) {
        ZoneOffsetTransition next = zone.getRules()
                .nextTransition(day.atStartOfDay(zone).toInstant().minusMillis(1));
        return Optional.ofNullable(next)
                .filter(change -> change.getDateTimeBefore().toLocalDate().equals(day))
                .map(change -> "the clocks go %s from %s to %s"
                        .formatted(
                                change.isGap() ? "forward" : "back",
                                change.getDateTimeBefore().toLocalTime(),
                                change.getDateTimeAfter().toLocalTime()));
    }
}
