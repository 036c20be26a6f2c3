package io.rootsocket.hub.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said about a file, made fit to be shown: in one line, with the first words at most of what it quotes, because the
 * file may be one of passwords that was put or linked into the wrong folder, and with nothing that steers a terminal.
 */
public final class Excerpt {

    private static final int MAX_QUOTED = 40;
    private static final int MAX_LENGTH = 500;
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

    private Excerpt() {}

    /** The same message; what is short and plain stays as it is. */
    public static String of(String message) {
        String quoted = QUOTED.matcher(Printable.line(message))
                .replaceAll(found -> Matcher.quoteReplacement("`" + cut(found.group(1), MAX_QUOTED) + "`"));
        return cut(quoted, MAX_LENGTH);
    }

    /** The same for one that there need not be. */
    public static Optional<String> of(Optional<String> message) {
        return message.map(Excerpt::of);
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "…";
    }
}
