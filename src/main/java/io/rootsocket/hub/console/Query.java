package io.rootsocket.hub.console;

import io.rootsocket.hub.console.api.TimeRange;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands behind the question mark, read as strictly as a body: each {@code get} fails with an {@link
 * IllegalArgumentException} that says why.
 */
final class Query {

    private final MultiMap given;

    private Query(MultiMap given) {
        this.given = given;
    }

    /**
     * Reads the query of a request.
     *
     * @param known all that may be in it
     * @throws IllegalArgumentException if there is something else, or something twice
     */
    static Query of(RoutingContext context, String... known) {
        MultiMap given = context.queryParams();
        for (String name : given.names()) {
            if (!List.of(known).contains(name)) {
                throw new IllegalArgumentException("`%s` is not known here. %s"
                        .formatted(
                                name,
                                known.length == 0
                                        ? "This takes nothing behind a question mark."
                                        : "Use %s."
                                                .formatted(List.of(known).stream()
                                                        .map("`%s`"::formatted)
                                                        .collect(Collectors.joining(", ")))));
            }
            if (given.getAll(name).size() > 1) {
                throw new IllegalArgumentException("`%s` is there twice. Say it once.".formatted(name));
            }
        }
        return new Query(given);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name));
    }

    Optional<Integer> number(String name, int min, int max) {
        return text(name).map(text -> number(text, name, min, max));
    }

    private static int number(String text, String name, int min, int max) {
        // Longer ones are no int, and Java would take a plus sign and other alphabets' digits too.
        if (text.matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "`%s=%s` is not a whole number from %d to %d.".formatted(name, text, min, max));
    }

    Optional<Boolean> truth(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("`%s` must be true or false.".formatted(name));
        });
    }

    /** A constant of an enumeration, in whatever case. */
    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name)
                .map(text -> Stream.of(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("`%s=%s` is not known here. Use %s."
                                .formatted(
                                        name,
                                        text,
                                        Stream.of(type.getEnumConstants())
                                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(", "))))));
    }

    /** {@code from} and {@code to}; by default from now, and a day long. */
    TimeRange range() {
        Instant from = time("from").orElseGet(Instant::now);
        return new TimeRange(from, time("to").orElseGet(() -> dayAfter(from)));
    }

    private static Instant dayAfter(Instant from) {
        return from.isAfter(Instant.MAX.minus(Duration.ofDays(1))) ? from : from.plus(Duration.ofDays(1));
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> time(text, name));
    }

    private static Instant time(String text, String name) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "`%s=%s` is not a time. It should look like 2026-12-24T17:00:00Z.".formatted(name, text), e);
        }
    }
}
