package io.rootsocket.hub.routes;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds the line of a piece that a person must look at. Lines count from 1. */
public final class ProblemLines {

    /** A parser may point at the line after the word that it means. */
    private static final int BACK = 2;

    private ProblemLines() {}

    /**
     * The line with the first of the words that is found: at {@code from}, just above, below, or far above; else {@code from}.
     */
    public static int of(Piece piece, int from, List<String> words) {
        List<String> lines = withoutComments(piece);
        for (String word : words) {
            Pattern whole = whole(word);
            OptionalInt found = find(lines, from - piece.line(), whole);
            if (found.isPresent()) {
                return piece.line() + found.getAsInt();
            }
        }
        return from;
    }

    /** The last line with one of the words. */
    static int lastOf(Piece piece, int from, List<String> words) {
        List<String> lines = withoutComments(piece);
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (words.stream().anyMatch(word -> whole(word).matcher(line).find())) {
                return piece.line() + i;
            }
        }
        return from;
    }

    private static List<String> withoutComments(Piece piece) {
        return piece.yaml()
                .lines()
                .map(line -> line.stripLeading().startsWith("#") ? "" : line)
                .toList();
    }

    private static Pattern whole(String word) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
    }

    private static OptionalInt find(List<String> lines, int from, Pattern whole) {
        for (int i = from; i >= Math.max(0, from - BACK); i--) {
            if (i < lines.size() && whole.matcher(lines.get(i)).find()) {
                return OptionalInt.of(i);
            }
        }
        return IntStream.concat(
                        IntStream.range(Math.max(0, from + 1), lines.size()),
                        // Such as an `onException` at the top of the file.
                        IntStream.range(0, Math.max(0, from - BACK)))
                .filter(i -> i < lines.size() && whole.matcher(lines.get(i)).find())
                .findFirst();
    }
}
