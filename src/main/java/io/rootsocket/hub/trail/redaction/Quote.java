package io.rootsocket.hub.trail.redaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quotation mark, as it is written at a depth of strings within strings.
 *
 * @param mark such as {@code "}, or {@code %22}
 * @param escape what stands before it, each time, such as {@code \}
 * @param depth how often
 */
record Quote(String mark, String escape, int depth) {

    private static final List<String> MARKS = List.of("\"", "'", "%22", "&quot;", "&#34;");

    /** The one that ends there, if any. */
    static @Nullable Quote before(String text, int end) {
        for (String mark : MARKS) {
            int begin = end - mark.length();
            if (begin >= 0 && text.startsWith(mark, begin)) {
                String escape = escape(mark);
                return new Quote(mark, escape, escapesBefore(text, begin, 0, escape));
            }
        }
        return null;
    }

    /** The one that begins there, if any. */
    static @Nullable Quote at(String text, int begin) {
        int at = begin;
        int backslashes = 0;
        while (text.startsWith("\\", at)) {
            at++;
            backslashes++;
        }
        int encoded = 0;
        while (text.regionMatches(true, at, "%5C", 0, 3)) {
            at += 3;
            encoded++;
        }
        for (String mark : MARKS) {
            if (text.startsWith(mark, at)) {
                return new Quote(mark, escape(mark), backslashes + encoded);
            }
        }
        return null;
    }

    /** Where the string ends that began before: at its closing quotation mark, or at that of what it is within. */
    int stringEnd(String text, int begin) {
        int at = text.indexOf(mark, begin);
        while (at >= 0) {
            int escapes = escapesBefore(text, at, begin, escape);
            boolean closes = depth == 0 ? escapes % 2 == 0 : escapes <= depth;
            if (closes) {
                return at - (depth == 0 ? 0 : escapes * escape.length());
            }
            at = text.indexOf(mark, at + mark.length());
        }
        return text.length();
    }

    /** Masks the string that this one opens. @return where to go on */
    int maskString(MaskedText text, int opening) {
        int begin = opening + length();
        return text.mask(begin, stringEnd(text.text(), begin));
    }

    int length() {
        return mark.length() + escape.length() * depth;
    }

    private static int escapesBefore(String text, int at, int from, String escape) {
        int count = 0;
        int before = at - escape.length();
        while (before >= from && text.regionMatches(true, before, escape, 0, escape.length())) {
            count++;
            before -= escape.length();
        }
        return count;
    }

    private static String escape(String mark) {
        return mark.equals("%22") ? "%5C" : "\\";
    }

    @Override
    public String toString() {
        return escape.repeat(depth) + mark;
    }
}
