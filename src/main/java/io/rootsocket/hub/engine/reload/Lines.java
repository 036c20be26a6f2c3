package io.rootsocket.hub.engine.reload;

import java.util.List;
import java.util.regex.Pattern;

/** Finds the line of a piece that a person must look at. */
final class Lines {

    private Lines() {}

    /** The first line from {@code from} on that holds the word, else {@code from} itself. Lines count from 1. */
    static int of(Piece piece, int from, String word) {
        List<String> lines = piece.yaml().lines().toList();
        Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
        for (int i = Math.max(0, from - piece.line()); i < lines.size(); i++) {
            if (whole.matcher(lines.get(i)).find()) {
                return piece.line() + i;
            }
        }
        return from;
    }
}
