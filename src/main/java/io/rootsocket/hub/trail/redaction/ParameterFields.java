package io.rootsocket.hub.trail.redaction;

import java.util.function.Predicate;

/** Forms, queries, cookies, attributes and settings: {@code name=value}; and the fields of an upload. For one text. */
final class ParameterFields {

    private static final String DISPOSITION = "Content-Disposition";

    private final MaskedText masked;
    private final String text;
    private final Predicate<String> secret;

    ParameterFields(MaskedText masked, Predicate<String> secret) {
        this.masked = masked;
        this.text = masked.text();
        this.secret = secret;
    }

    /**
     * @param equals where the equals sign stands
     * @return where to go on
     */
    int mask(int equals) {
        int end = masked.skipBlanksBack(equals);
        int begin = end;
        while (begin > 0 && end - begin < SecretFields.MAX_NAME_LENGTH && isOfName(text.charAt(begin - 1))) {
            begin--;
        }
        String name = EscapedName.decoded(text.substring(begin, end));
        int value = equals + 1;
        if (!secret.test(name)) {
            return name.equals("name") ? maskUpload(value) : value;
        }
        boolean blanks = end < equals;
        if (blanks) {
            while (value < text.length() && text.charAt(value) == ' ') {
                value++;
            }
        }
        Quote opening = Quote.at(text, value);
        if (opening != null) {
            return opening.maskString(masked, value);
        }
        String stops = blanks ? "\r\n\"<" : "& \t\r\n\"'<>\\";
        int stop = value;
        while (stop < text.length() && stops.indexOf(text.charAt(stop)) < 0) {
            stop++;
        }
        return masked.mask(value, stop);
    }

    private static boolean isOfName(char next) {
        return Character.isLetterOrDigit(next) || "_-.%+[]$".indexOf(next) >= 0;
    }

    /** A field of an upload: its value stands after an empty line, up to the boundary. */
    private int maskUpload(int value) {
        Quote opening = Quote.at(text, value);
        int begin = value + (opening == null ? 0 : opening.length());
        int end = opening == null ? masked.lineEnd(begin) : opening.stringEnd(text, begin);
        int line = Math.max(0, text.lastIndexOf('\n', value));
        boolean upload = text.regionMatches(true, line + (line == 0 ? 0 : 1), DISPOSITION, 0, DISPOSITION.length());
        if (!upload || end - begin > SecretFields.MAX_NAME_LENGTH || !secret.test(text.substring(begin, end))) {
            return value;
        }
        int body = text.indexOf("\n\r\n", end);
        int from = body < 0 ? text.indexOf("\n\n", end) + 2 : body + 3;
        if (from < end) {
            return value;
        }
        int boundary = text.indexOf("\n--", from);
        int stop = boundary < 0 ? text.length() : boundary;
        return masked.mask(from, stop > from && text.charAt(stop - 1) == '\r' ? stop - 1 : stop);
    }
}
