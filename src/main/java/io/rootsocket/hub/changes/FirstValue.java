package io.rootsocket.hub.changes;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of the first value ever, which cannot be told from an old one. */
public enum FirstValue {
    /** It is news. */
    SEND,
    /** It is what later ones are compared with. */
    QUIET;

    /** @throws IllegalArgumentException if it is neither */
    public static FirstValue of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.toString().equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`first` is `%s`, which is neither `send` nor `quiet`.".formatted(word)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
