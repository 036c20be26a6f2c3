package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.util.Arrays;
import java.util.Comparator;

/** Reads the operation of a URI, and suggests one where there is no such. */
final class OperationWord {

    private static final int CLOSE = 3;

    private OperationWord() {}

    /** @throws IllegalArgumentException if there is no such operation */
    static Operation parse(String word) {
        return Operation.ofWord(word)
                .orElseThrow(() ->
                        new IllegalArgumentException("Unknown operation `%s` in `rootsocket:%s`.%s Use one of: %s."
                                .formatted(word, word, suggestion(word), Operation.words())));
    }

    private static String suggestion(String word) {
        return Arrays.stream(Operation.values())
                .map(Operation::word)
                .filter(known -> distance(word, known) < CLOSE)
                .min(Comparator.comparingInt(known -> distance(word, known)))
                .map(" Did you mean `%s`?"::formatted)
                .orElse("");
    }

    /** Levenshtein's distance. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[to.length()];
    }
}
