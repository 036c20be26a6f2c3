package io.rootsocket.hub.trail.redaction;

import java.util.function.Predicate;

/**
 * Finds the values of secret names in a text, whatever it is: JSON, also within strings of JSON, of forms and of XML; forms,
 * queries and cookies; XML; headers and YAML; uploads; the columns of CSV. A parser would refuse what was cut or is no
 * JSON after all, and would not leave the rest as it came. For one text.
 */
final class SecretFields {

    static final int MAX_NAME_LENGTH = 120;

    private static final int MAX_USER_LENGTH = 500;
    private static final String USER_STOPS = "/ \t\r\n\"'<>@";

    private final MaskedText masked;
    private final String text;
    private final QuotedFields quoted;
    private final PlainFields plain;
    private final ParameterFields parameters;
    private final XmlElements xml;

    private SecretFields(MaskedText masked, Predicate<String> secret) {
        this.masked = masked;
        this.text = masked.text();
        this.quoted = new QuotedFields(masked, secret);
        this.plain = new PlainFields(masked, secret);
        this.parameters = new ParameterFields(masked, secret);
        this.xml = new XmlElements(masked, secret);
    }

    /** The text with a mask in place of each secret; the same one if it has none. */
    static String masked(String text, Predicate<String> secret) {
        var masked = new MaskedText(text);
        new CsvColumns(masked, secret).mask();
        new SecretFields(masked, secret).scan();
        return masked.masked();
    }

    private void scan() {
        int at = 0;
        while (at < text.length()) {
            at = switch (text.charAt(at)) {
                case ':' -> afterColon(at);
                case '=' -> parameters.mask(at);
                case '>' -> xml.mask(at, "<", ">");
                case ';' -> text.startsWith("&gt;", at - 3) ? xml.mask(at - 3, "&lt;", "&gt;") : at + 1;
                case '%' -> text.regionMatches(true, at, "%3A", 0, 3) ? afterEncodedColon(at) : at + 1;
                case '@' -> afterUser(at);
                default -> at + 1;
            };
        }
    }

    private int afterColon(int colon) {
        int nameEnd = masked.skipBlanksBack(colon);
        Quote quote = Quote.before(text, nameEnd);
        return quote == null ? plain.mask(nameEnd, colon + 1) : quoted.mask(nameEnd, quote, colon + 1);
    }

    private int afterEncodedColon(int colon) {
        int nameEnd = masked.skipBlanksBack(colon);
        Quote quote = Quote.before(text, nameEnd);
        int after = colon + "%3A".length();
        return quote == null ? after : quoted.mask(nameEnd, quote, after);
    }

    /** {@code https://user:password@host}. */
    private int afterUser(int at) {
        int begin = at;
        while (begin > 0 && at - begin < MAX_USER_LENGTH && USER_STOPS.indexOf(text.charAt(begin - 1)) < 0) {
            begin--;
        }
        if (begin >= 2 && text.startsWith("//", begin - 2)) {
            int colon = text.indexOf(':', begin);
            masked.mask(colon < 0 || colon > at ? begin : colon + 1, at);
        }
        return at + 1;
    }
}
