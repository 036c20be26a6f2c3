package io.rootsocket.hub.engine;

import io.rootsocket.hub.outbox.DeadLetter;
import io.rootsocket.hub.outbox.DeadLetterFilter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;

/** Which dead letters are meant, in a person's words: {@code id}, {@code channel}, {@code route}, {@code kind} and {@code olderThan}. */
public final class FilterWords {

    /** With a unit: a bare number would be milliseconds, which nobody means. */
    private static final Pattern AGE = Pattern.compile("(?=.)(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");

    private FilterWords() {}

    /**
     * Reads them. No words at all mean all letters.
     *
     * @throws IllegalArgumentException if one is not known, so that a slip of the pen never means more letters than
     *     intended
     */
    public static DeadLetterFilter read(Map<String, String> words) {
        var left = new HashMap<>(words);
        var filter = new DeadLetterFilter(
                Optional.ofNullable(left.remove("id")),
                Optional.ofNullable(left.remove("channel")),
                Optional.ofNullable(left.remove("route")),
                Optional.ofNullable(left.remove("kind")).map(FilterWords::kind),
                Optional.ofNullable(left.remove("olderThan")).map(FilterWords::age));
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "`%s` does not choose dead letters. Use id, channel, route, kind or olderThan."
                            .formatted(left.keySet().iterator().next()));
        }
        return filter;
    }

    private static DeadLetter.Kind kind(String word) {
        return Stream.of(DeadLetter.Kind.values())
                .filter(kind -> kind.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`%s` is no kind of dead letter. Use one of %s."
                        .formatted(
                                word,
                                Stream.of(DeadLetter.Kind.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")))));
    }

    private static Duration age(String word) {
        if (!AGE.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is not an age. Write it like 30s, 15m, 12h or 7d.".formatted(word));
        }
        return Duration.ofMillis(TimeUtils.toMilliSeconds(word));
    }
}
