package io.rootsocket.hub.alarm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad it is. */
public enum AlarmSeverity {
    /** Somebody should look at it today. */
    WARNING,
    /** Something is not delivered, or will not be: somebody should look at it now. */
    CRITICAL;

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static AlarmSeverity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
