package io.rootsocket.hub.engine;

import java.util.regex.Pattern;

/** Words of others as they may stand in one line of a log or of an answer: bounded, and with nothing that steers a terminal. */
final class OneLine {

    private static final int MOST = 500;
    /** Control characters, ends of lines and paragraphs, and what turns the direction of the text. */
    private static final Pattern STEERS = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\u2028-\\u202e\\u2066-\\u2069]+");

    private OneLine() {}

    static String of(String words) {
        boolean isLong = words.length() > MOST;
        String kept = isLong ? words.substring(0, MOST) : words;
        return STEERS.matcher(kept).replaceAll(" ").strip() + (isLong ? "…" : "");
    }
}
