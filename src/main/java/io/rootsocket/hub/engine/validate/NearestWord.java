package io.rootsocket.hub.engine.validate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word that a person probably meant. */
final class NearestWord {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    /** Decides between words that are equally far, by their beginnings and by letters that changed places. */
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private NearestWord() {}

    /** A sentence such as {@code Did you mean `channel`?}. */
    static Optional<String> suggestion(String typed, Collection<String> known) {
        return to(typed, known).map("Did you mean `%s`?"::formatted);
    }

    static Optional<String> to(String typed, Collection<String> known) {
        // Two mistakes, which two letters that changed places are, up to a third of a long word; more is a guess.
        int most = typed.length() < 4 ? 1 : Math.max(2, typed.length() / 3);
        return known.stream()
                .map(word -> Map.entry(distance(typed, word), word))
                .filter(near -> near.getKey() <= most)
                .min(Comparator.comparing(Map.Entry<Integer, String>::getKey)
                        .thenComparing(near -> -SIMILARITY.apply(typed, near.getValue()))
                        .thenComparing(Map.Entry::getValue))
                .map(Map.Entry::getValue);
    }

    private static int distance(String typed, String word) {
        return DISTANCE.apply(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }
}
