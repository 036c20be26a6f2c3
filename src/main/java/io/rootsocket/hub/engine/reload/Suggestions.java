package io.rootsocket.hub.engine.reload;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a person may have meant. */
final class Suggestions {

    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private Suggestions() {}

    /** {@code Did you mean `channel`?}, if one of the known words is near enough. */
    static Optional<String> didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map("Did you mean `%s`?"::formatted);
    }

    /** The known word nearest to a misspelt one, if it is near enough. */
    static Optional<String> nearest(String word, Collection<String> known) {
        String lower = word.toLowerCase(Locale.ROOT);
        var distance = new LevenshteinDistance(Math.max(2, word.length() / 3));
        return known.stream()
                .filter(candidate -> !candidate.equals(word) && candidate.length() > 1)
                .filter(candidate -> distance.apply(lower, candidate.toLowerCase(Locale.ROOT)) >= 0)
                .max(Comparator.<String>comparingDouble(
                                candidate -> likeness(lower, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.reverseOrder()));
    }

    /** The same letters in another order are the most likely slip. */
    private static double likeness(String word, String candidate) {
        return letters(word).equals(letters(candidate)) ? 1 : SIMILARITY.apply(word, candidate);
    }

    private static String letters(String word) {
        return word.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
