package io.rootsocket.hub.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the word that a person probably meant. Safe for threads. */
public final class NearestWord {

    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

    /** Decides between words that are equally far, by their beginnings. */
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private NearestWord() {}

    /** A sentence such as {@code Did you mean `channel`?}, if a known word is near enough. */
    public static Optional<String> suggestion(String typed, Collection<String> known) {
        return to(typed, known).map("Did you mean `%s`?"::formatted);
    }

    public static Optional<String> to(String typed, Collection<String> known) {
        // Two mistakes, up to a third of a long word; more is a guess.
        int max = typed.length() < 4 ? 1 : Math.max(2, typed.length() / 3);
        return known.stream()
                .filter(word -> !word.equals(typed))
                .map(word -> Map.entry(distance(typed, word), word))
                .filter(near -> near.getKey() <= max)
                .min(Comparator.comparing(Map.Entry<Integer, String>::getKey)
                        .thenComparing(near -> -SIMILARITY.apply(typed, near.getValue()))
                        .thenComparing(Map.Entry::getValue))
                .map(Map.Entry::getValue);
    }

    private static int distance(String typed, String word) {
        return DISTANCE.apply(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }
}
