package io.rootsocket.hub.trail.redaction;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON and its like: {@code "name": value}, at any depth of strings within strings. For one text. */
final class QuotedFields {

    private static final Set<String> NAMES =
            Set.of("name", "key", "id", "field", "property", "param", "header", "variable");
    private static final Set<String> VALUES = Set.of("value", "val", "content", "data");
    private static final Pattern VALUE_BEFORE =
            Pattern.compile("[\"'](?:value|val|content|data)[\"']\\s*:\\s*[\"']([^\"']*)[\"']");
    private static final String VALUE_STOPS = ",}]& \t\r\n\\%\"";

    private final MaskedText masked;
    private final String text;
    private final Predicate<String> secret;
    /** Until there a field called value belongs to a secret name. */
    private int valueUntil;

    QuotedFields(MaskedText masked, Predicate<String> secret) {
        this.masked = masked;
        this.text = masked.text();
        this.secret = secret;
    }

    /**
     * @param nameEnd the end of the name, its quotation mark included
     * @param quote that quotation mark
     * @param afterColon what follows the colon
     * @return where to go on
     */
    int mask(int nameEnd, Quote quote, int afterColon) {
        int end = nameEnd - quote.length();
        int begin = text.lastIndexOf(quote.mark(), end - 1);
        if (begin < 0 || end - begin > SecretFields.MAX_NAME_LENGTH) {
            return afterColon;
        }
        String name = EscapedName.decoded(text.substring(begin + quote.mark().length(), end));
        int value = masked.skipBlanks(afterColon);
        if (secret.test(name) || value < valueUntil && VALUES.contains(name)) {
            return maskValue(value, quote);
        }
        if (NAMES.contains(name)) {
            maskPair(begin, value);
        }
        return afterColon;
    }

    /** Of {@code {"name": "password", "value": "…"}} the other field is the secret, wherever it stands. */
    private void maskPair(int name, int value) {
        Quote opening = Quote.at(text, value);
        if (opening == null) {
            return;
        }
        int begin = value + opening.length();
        int end = opening.stringEnd(text, begin);
        if (end - begin > SecretFields.MAX_NAME_LENGTH
                || !secret.test(EscapedName.decoded(text.substring(begin, end)))) {
            return;
        }
        int close = text.indexOf('}', end);
        valueUntil = close < 0 ? text.length() : close;
        int open = text.lastIndexOf('{', name);
        Matcher before = VALUE_BEFORE.matcher(text).region(Math.max(0, open), name);
        while (before.find()) {
            masked.mask(before.start(1), before.end(1));
        }
    }

    private int maskValue(int value, Quote around) {
        if (value >= text.length()) {
            return value;
        }
        Quote opening = Quote.at(text, value);
        if (opening != null) {
            return opening.maskString(masked, value);
        }
        char first = text.charAt(value);
        String instead = around + MaskedText.MASK + around;
        if (first == '{' || first == '[') {
            return masked.mask(value, nestedEnd(value, around), instead);
        }
        int end = value;
        while (end < text.length() && VALUE_STOPS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.startsWith("null", value) && end == value + 4 ? end : masked.mask(value, end, instead);
    }

    private int nestedEnd(int begin, Quote quote) {
        int depth = 0;
        int at = begin;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            } else if (text.startsWith(quote.toString(), at)) {
                at = quote.stringEnd(text, at + quote.length()) + quote.length();
                continue;
            }
            at++;
        }
        return text.length();
    }
}
