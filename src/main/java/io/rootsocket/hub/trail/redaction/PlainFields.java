package io.rootsocket.hub.trail.redaction;

import java.util.Set;
import java.util.function.Predicate;

/** Headers and YAML: {@code Name: value}, up to the end of the line, or the block of lines below it. For one text. */
final class PlainFields {

    private static final String NAME_STOPS = ",;{}[]&?\"'<>\r\n\t=:(/";
    private static final Set<String> BLOCKS = Set.of("", "|", ">", "|-", ">-", "|+", ">+");

    private final MaskedText masked;
    private final String text;
    private final Predicate<String> secret;

    PlainFields(MaskedText masked, Predicate<String> secret) {
        this.masked = masked;
        this.text = masked.text();
        this.secret = secret;
    }

    /**
     * @param nameEnd the end of the name
     * @param afterColon what follows the colon
     * @return where to go on
     */
    int mask(int nameEnd, int afterColon) {
        int begin = nameEnd;
        while (begin > 0
                && nameEnd - begin < SecretFields.MAX_NAME_LENGTH
                && NAME_STOPS.indexOf(text.charAt(begin - 1)) < 0) {
            begin--;
        }
        if (begin == nameEnd || !secret.test(text.substring(begin, nameEnd))) {
            return afterColon;
        }
        int value = afterColon;
        while (value < text.length() && (text.charAt(value) == ' ' || text.charAt(value) == '\t')) {
            value++;
        }
        int line = masked.lineEnd(value);
        if (BLOCKS.contains(text.substring(value, line).strip())) {
            return masked.mask(line, blockEnd(line, indentation(begin)), "\n  " + MaskedText.MASK);
        }
        Quote opening = Quote.at(text, value);
        if (opening != null) {
            return opening.maskString(masked, value);
        }
        int stop = value;
        while (stop < line && text.charAt(stop) != '"' && text.charAt(stop) != '<' && !text.startsWith("\\n", stop)) {
            stop++;
        }
        return masked.mask(value, stop);
    }

    private int indentation(int at) {
        int line = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
        int begin = line;
        while (begin < text.length() && (text.charAt(begin) == ' ' || text.charAt(begin) == '-')) {
            begin++;
        }
        return begin - line;
    }

    /** The end of the lines that stand further in. */
    private int blockEnd(int line, int indentation) {
        int end = line;
        int next = line + 1;
        while (next < text.length() && (indentation(next) > indentation || text.charAt(next) == '\n')) {
            end = masked.lineEnd(next);
            next = end + 1;
        }
        return end;
    }
}
