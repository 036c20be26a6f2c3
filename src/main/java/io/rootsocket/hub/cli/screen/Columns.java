package io.rootsocket.hub.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text by the columns of a terminal that it takes: a character of Chinese takes two, an accent none. */
final class Columns {

    private static final String CUT = "…";

    private Columns() {}

    static int of(String text) {
        return text.codePoints()
                .map(character -> Math.max(0, WCWidth.wcwidth(character)))
                .sum();
    }

    /** As it is if it fits, else its beginning. */
    static String cut(String text, int max) {
        return of(text) <= max
                ? text
                : text.substring(0, fitting(text, max - 1)).stripTrailing() + CUT;
    }

    /** How many of its first chars fit. */
    private static int fitting(String text, int max) {
        int taken = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            taken += Math.max(0, WCWidth.wcwidth(character));
            if (taken > max) {
                return end;
            }
            end += Character.charCount(character);
        }
        return end;
    }

    /** In lines of that width, broken at blanks; a word that is longer, such as an address, stays whole. */
    static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && of(line.toString()) + 1 + of(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
