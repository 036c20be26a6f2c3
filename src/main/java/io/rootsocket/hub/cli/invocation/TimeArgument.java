package io.rootsocket.hub.cli.invocation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/** A time on the command line, in each form in which people write it. */
public final class TimeArgument {

    private TimeArgument() {}

    /**
     * Also as a screen shows it; without a zone, in this machine's.
     *
     * @throws AdminException if it is no time
     */
    public static Instant instant(String shown) {
        return instant(shown, ZoneId.systemDefault());
    }

    /** The same; without a zone, in that one. */
    public static Instant instant(String shown, ZoneId zone) {
        String text = shown.strip()
                .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) (?=\\d)", "$1T")
                .replaceFirst("(?<=:\\d\\d)([+-]\\d\\d)$", "$1:00");
        List<Function<String, Instant>> forms = List.of(
                Instant::parse,
                time -> OffsetDateTime.parse(time).toInstant(),
                time -> LocalDateTime.parse(time).atZone(zone).toInstant(),
                day -> LocalDate.parse(day).atStartOfDay(zone).toInstant());
        for (var form : forms) {
            try {
                return form.apply(text);
            } catch (DateTimeException e) {
                // The next form may fit.
                continue;
            }
        }
        throw new AdminException(
                ExitCode.USAGE,
                "`%s` is not a time. It should look like 2026-12-24, 2026-12-24T18:00 or 2026-12-24T17:00:00Z."
                        .formatted(text),
                null);
    }
}
