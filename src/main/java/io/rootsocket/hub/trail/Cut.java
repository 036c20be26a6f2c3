package io.rootsocket.hub.trail;

/** Shortens text without splitting a character. */
public final class Cut {

    private Cut() {}

    /** The beginning of a text, of at most so many {@code char}s. */
    public static String text(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max > 0 && Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end);
    }
}
