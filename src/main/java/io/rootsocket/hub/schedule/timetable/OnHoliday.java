package io.rootsocket.hub.schedule.timetable;

import java.util.Locale;

/** What becomes of a time on a day that does not count. */
public enum OnHoliday {
    /** It is left out. */
    SKIP,
    /** It moves to the same time of the next working day. */
    NEXT_WORKING_DAY,
    /** It moves to the same time of the working day before. */
    PREVIOUS_WORKING_DAY;

    /** As an option of a route says it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
