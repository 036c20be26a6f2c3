package io.rootsocket.hub.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** The one form in which a person reads a time, on each screen and in the log: {@code 2026-11-27 09:15:00+01}. */
public final class TimeText {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendOffset("+HH:mm", "+00")
            .toFormatter(Locale.ENGLISH);

    private TimeText() {}

    public static String of(Instant instant, ZoneId zone) {
        return FORM.format(instant.atZone(zone));
    }
}
