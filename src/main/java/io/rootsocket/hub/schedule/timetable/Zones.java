package io.rootsocket.hub.schedule.timetable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads time zones and times, and says how they should look. */
public final class Zones {

    /** How `quartz:` writes a time, for example {@code 2026-12-24T18:00:00UTC}. */
    private static final DateTimeFormatter CAMELS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssz", Locale.ENGLISH);

    private Zones() {}

    /**
     * A time zone. Java's older reader would take a name that it does not know for GMT.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ZoneId of(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("There is no time zone `%s`.".formatted(name));
        }
    }

    /**
     * A time such as {@code 2026-12-24T18:00}, read in the zone, or with an offset of its own; or a day, which is its
     * beginning.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static Instant instant(String text, ZoneId zone) {
        List<Function<String, Instant>> forms = List.of(
                time -> OffsetDateTime.parse(time).toInstant(),
                time -> ZonedDateTime.parse(time, CAMELS).toInstant(),
                time -> LocalDateTime.parse(time).atZone(zone).toInstant(),
                day -> LocalDate.parse(day).atStartOfDay(zone).toInstant());
        return forms.stream()
                .flatMap(form -> parsed(form, text.strip()).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` is not a time. It should look like 2026-12-24T18:00 or 2026-12-24T18:00:00+01:00."
                                .formatted(text)));
    }

    private static Optional<Instant> parsed(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
