package io.rootsocket.hub.trail.redaction;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of fields whose characters are written as JSON, an address or XML may write them. */
final class EscapedName {

    private static final Pattern ESCAPED =
            Pattern.compile("\\\\+u([0-9A-Fa-f]{4})|%([0-9A-Fa-f]{2})|&#(\\d{1,5});|&#x([0-9A-Fa-f]{1,4});");
    private static final int DECIMAL = 3;

    private EscapedName() {}

    /** The name as it is meant, such as {@code password} for <code>p&#92;u0061ssword</code>. */
    static String decoded(String name) {
        if (name.indexOf('\\') < 0 && name.indexOf('%') < 0 && name.indexOf('&') < 0) {
            return name;
        }
        return ESCAPED.matcher(name).replaceAll(found -> Matcher.quoteReplacement(character(found)));
    }

    private static String character(MatchResult found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return String.valueOf((char) Integer.parseInt(found.group(group), group == DECIMAL ? 10 : 16));
            }
        }
        return "";
    }
}
