package io.rootsocket.hub.engine.reload;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a person may have meant. */
final class Suggestions {

    private Suggestions() {}

    /** {@code Did you mean `channel`?}, if one of the known words is near enough. */
    static Optional<String> didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map("Did you mean `%s`?"::formatted);
    }

    /** The known word nearest to a misspelt one, if it is near enough. */
    static Optional<String> nearest(String word, Collection<String> known) {
        int enough = Math.max(2, word.length() / 3);
        var distance = new LevenshteinDistance(enough);
        String lower = word.toLowerCase(Locale.ROOT);
        record Near(String word, int distance) {}
        return known.stream()
                .filter(candidate -> !candidate.equals(word))
                .map(candidate -> new Near(candidate, distance.apply(lower, candidate.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance() >= 0 && near.distance() < Math.max(word.length(), 2))
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
                .map(Near::word);
    }
}
