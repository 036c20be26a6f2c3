package io.rootsocket.hub.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * What a route is told of an alarm. Kept until a route has taken it.
 *
 * @param id a number of its own; later ones are greater
 * @param kind what has happened to the alarm
 * @param at when
 * @param alarm the alarm, as it was then
 * @param attempts how often a route has failed with it
 */
record AlarmNotice(long id, Kind kind, Instant at, Alarm alarm, int attempts) {

    /** What happens to an alarm. */
    enum Kind {
        RAISED,
        /** It is so still, or more of it has happened. */
        REPEATED,
        CLEARED;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
