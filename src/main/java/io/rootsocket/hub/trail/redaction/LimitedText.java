package io.rootsocket.hub.trail.redaction;

/**
 * A text that lets itself be read only so often. Some patterns go through some texts for longer than anybody lives, and
 * strangers write the texts. For one thread.
 */
final class LimitedText implements CharSequence {

    private static final int READS_PER_CHARACTER = 200;
    private static final int LEAST = 100_000;

    private final CharSequence text;
    private int left;

    LimitedText(CharSequence text) {
        this.text = text;
        this.left = Math.max(LEAST, text.length() * READS_PER_CHARACTER);
    }

    /** Thrown once it has been read too often. */
    static final class TooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooLongException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
