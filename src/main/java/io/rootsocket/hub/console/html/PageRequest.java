package io.rootsocket.hub.console.html;

import io.rootsocket.hub.text.TimeText;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One look at a page, or one act on it.
 *
 * @param context of the request
 * @param now when
 * @param live whether only what changes is looked for, as who listens has the rest
 * @param zone where a time is read and told that has no zone of its own
 */
public record PageRequest(RoutingContext context, Instant now, boolean live, ZoneId zone) {

    /** What the path names there, for example the id in {@code /messages/:id}. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** What the query says; blank is nothing, as a form sends what was left empty. */
    public Optional<String> query(String name) {
        List<String> given = context.queryParam(name);
        if (given.size() > 1) {
            throw new IllegalArgumentException("`%s` is there twice. Say it once.".formatted(name));
        }
        return given.stream().map(String::strip).filter(text -> !text.isEmpty()).findFirst();
    }

    /** The one that a word names. */
    public static <E extends Enum<E>> E word(String name, String text, Class<E> type) {
        for (E one : type.getEnumConstants()) {
            if (one.name().equalsIgnoreCase(text)) {
                return one;
            }
        }
        throw new IllegalArgumentException("`%s=%s` is not one of %s."
                .formatted(
                        name,
                        text,
                        Stream.of(type.getEnumConstants())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    /** A whole number of the query, within bounds. */
    public int number(String name, int byDefault, int min, int max) {
        return query(name)
                .map(text -> {
                    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
                    if (number < min || number > max) {
                        throw new IllegalArgumentException(
                                "`%s=%s` is not a whole number from %d to %d.".formatted(name, text, min, max));
                    }
                    return number;
                })
                .orElse(byDefault);
    }

    /** A time of the query, read as a person writes it. */
    public Optional<Instant> time(String name) {
        return query(name).map(text -> time(name, text, zone));
    }

    /** As a browser's field has it, {@code 2026-11-27T09:15} in {@code zone}; or with an offset of its own. */
    public static Instant time(String name, String text, ZoneId zone) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException local) {
            try {
                return LocalDateTime.parse(text.strip().replace(' ', 'T'))
                        .atZone(zone)
                        .toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "`%s=%s` is not a time. It should look like 2026-12-24T17:00, in %s, or like 2026-12-24T17:00:00Z."
                                .formatted(name, text, zone),
                        e);
            }
        }
    }

    /** The page with its query, for who comes back to it. */
    public String address() {
        return context.request().uri();
    }

    /** A time in full, as the terminal has it. */
    public String told(Instant instant) {
        return TimeText.of(instant, zone);
    }
}
