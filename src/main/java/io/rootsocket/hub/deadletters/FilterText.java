package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.text.DurationText;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person's words for which dead letters are meant. */
public final class FilterText {

    private FilterText() {}

    /**
     * Which kind a word means.
     *
     * @throws IllegalArgumentException if it means none
     */
    public static DeadLetter.Kind kind(String word) {
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

    /**
     * How long ago a word means, such as {@code 30s}, {@code 15m}, {@code 12h} or {@code 7d}.
     *
     * @throws IllegalArgumentException if it means no age
     */
    public static Duration age(String word) {
        return DurationText.parse(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` is not an age. Write it like 30s, 15m, 12h or 7d.".formatted(word)));
    }
}
