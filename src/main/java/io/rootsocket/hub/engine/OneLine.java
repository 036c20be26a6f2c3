package io.rootsocket.hub.engine;

/** Words of others as they may stand in one line of a log or of an answer: bounded, and with nothing that steers a terminal. */
final class OneLine {

    private static final int MOST = 500;

    private OneLine() {}

    static String of(String words) {
        boolean isLong = words.length() > MOST;
        String kept = isLong ? words.substring(0, MOST) : words;
        return Printable.words(kept) + (isLong ? "…" : "");
    }
}
