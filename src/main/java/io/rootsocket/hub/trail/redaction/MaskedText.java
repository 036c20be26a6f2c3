package io.rootsocket.hub.trail.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text, and what is to stand in place of parts of it. For one thread. */
final class MaskedText {

    static final String MASK = "[redacted]";

    private final String text;
    private final List<Mask> masks = new ArrayList<>();

    MaskedText(String text) {
        this.text = text;
    }

    private record Mask(int begin, int end, String instead) {}

    String text() {
        return text;
    }

    /** Puts {@link #MASK} in place of a part, unless it is empty. @return where to go on */
    int mask(int begin, int end) {
        return mask(begin, end, MASK);
    }

    /** Puts something in place of a part, unless it is empty. @return where to go on */
    int mask(int begin, int end, String instead) {
        if (end > begin) {
            masks.add(new Mask(begin, end, instead));
        }
        return Math.max(begin, end);
    }

    /** The text with its masks; the same one if it has none. Of two that overlap, the one that begins first is applied. */
    String masked() {
        if (masks.isEmpty()) {
            return text;
        }
        masks.sort(Comparator.comparingInt(Mask::begin));
        var out = new StringBuilder(text.length());
        int copied = 0;
        for (Mask mask : masks) {
            if (mask.begin() >= copied) {
                out.append(text, copied, mask.begin()).append(mask.instead());
            }
            copied = Math.max(copied, mask.end());
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** The end of the line, without what ends it. */
    int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** The first character after blanks, as they are written in texts and in addresses. */
    int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '+')) {
            at++;
        }
        while (text.startsWith("%20", at)) {
            at += 3;
        }
        return at;
    }

    /** The end of what stands before blanks. */
    int skipBlanksBack(int from) {
        int at = from;
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        while (at > 3 && text.startsWith("%20", at - 3)) {
            at -= 3;
        }
        return at;
    }
}
