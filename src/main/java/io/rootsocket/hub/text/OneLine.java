package io.rootsocket.hub.text;

/** Words of others as they may stand in one line of a log or of an answer: bounded, and with nothing that steers a terminal. */
public final class OneLine {

    private static final int MAX_LENGTH = 500;

    private OneLine() {}

    public static String of(String words) {
        boolean isLong = words.length() > MAX_LENGTH;
        String kept = isLong ? words.substring(0, MAX_LENGTH) : words;
        return Printable.words(kept) + (isLong ? "…" : "");
    }
}
