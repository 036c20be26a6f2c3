package io.rootsocket.hub.trail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of secret names in a text, whatever it is: JSON, also within strings of JSON, of forms and of XML; forms,
 * queries and cookies; XML; headers and YAML; uploads; the columns of CSV. A parser would refuse what was cut or is no
 * JSON after all, and would not leave the rest as it came. For one text.
 */
final class SecretFields {

    static final String MARK = "[redacted]";

    private static final List<String> MARKS = List.of("\"", "'", "%22", "&quot;", "&#34;");
    private static final int MAX_NAME = 120;
    private static final int MAX_TAG = 1_000;
    private static final int MAX_USER = 500;
    private static final Pattern ESCAPED =
            Pattern.compile("\\\\+u([0-9A-Fa-f]{4})|%([0-9A-Fa-f]{2})|&#(\\d{1,5});|&#x([0-9A-Fa-f]{1,4});");
    private static final Pattern NAMING =
            Pattern.compile("(?i)\\b(?:name|key|id|field|property|param)\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Set<String> NAMES =
            Set.of("name", "key", "id", "field", "property", "param", "header", "variable");
    private static final Pattern VALUE_BEFORE =
            Pattern.compile("[\"'](?:value|val|content|data)[\"']\\s*:\\s*[\"']([^\"']*)[\"']");
    private static final Set<String> VALUES = Set.of("value", "val", "content", "data");
    private static final Set<String> BLOCKS = Set.of("", "|", ">", "|-", ">-", "|+", ">+");

    private final String text;
    private final Predicate<String> secret;
    private final List<Range> ranges = new ArrayList<>();
    /** Until there a field called value belongs to a secret name. */
    private int valueUntil;

    private SecretFields(String text, Predicate<String> secret) {
        this.text = text;
        this.secret = secret;
    }

    private record Range(int begin, int end, String instead) {}

    /**
     * A quotation mark, as it is written at a depth of strings within strings.
     *
     * @param mark such as {@code "}, or {@code %22}
     * @param escape what stands before it, each time, such as {@code \}
     * @param depth how often
     */
    private record Quote(String mark, String escape, int depth) {

        int length() {
            return mark.length() + escape.length() * depth;
        }

        @Override
        public String toString() {
            return escape.repeat(depth) + mark;
        }
    }

    /** The text with a mark in place of each secret; the same one if it has none. */
    static String redacted(String text, Predicate<String> secret) {
        var fields = new SecretFields(text, secret);
        fields.scan();
        return fields.ranges.isEmpty() ? text : fields.replaced();
    }

    private void scan() {
        columns();
        int at = 0;
        while (at < text.length()) {
            at = switch (text.charAt(at)) {
                case ':' -> afterColon(at, at + 1);
                case '=' -> afterEquals(at);
                case '>' -> afterTag(at, "<", ">");
                case ';' -> text.startsWith("&gt;", at - 3) ? afterTag(at - 3, "&lt;", "&gt;") : at + 1;
                case '%' -> text.regionMatches(true, at, "%3A", 0, 3) ? afterColon(at, at + 3) : at + 1;
                case '@' -> afterUser(at);
                default -> at + 1;
            };
        }
    }

    private String replaced() {
        ranges.sort(Comparator.comparingInt(Range::begin));
        var out = new StringBuilder(text.length());
        int copied = 0;
        for (Range range : ranges) {
            if (range.begin() >= copied) {
                out.append(text, copied, range.begin()).append(range.instead());
            }
            copied = Math.max(copied, range.end());
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** @return where to go on */
    private int redact(int begin, int end, String instead) {
        if (end > begin) {
            ranges.add(new Range(begin, end, instead));
        }
        return Math.max(begin, end);
    }

    // JSON and its like: "name": value, at any depth of quotation; headers and YAML: Name: value

    private int afterColon(int colon, int after) {
        int end = skipBlanksBack(colon);
        Quote quote = quoteBefore(end);
        return quote == null ? afterPlainName(colon, after, end) : afterQuotedName(after, end, quote);
    }

    private int afterQuotedName(int after, int end, Quote quote) {
        int nameEnd = end - quote.length();
        int begin = text.lastIndexOf(quote.mark(), nameEnd - 1);
        if (begin < 0 || nameEnd - begin > MAX_NAME) {
            return after;
        }
        String name = unescaped(text.substring(begin + quote.mark().length(), nameEnd));
        int value = skipBlanks(after);
        if (secret.test(name) || value < valueUntil && VALUES.contains(name)) {
            return redactValue(value, quote);
        }
        if (NAMES.contains(name)) {
            pair(begin, value, quote);
        }
        return after;
    }

    /** Of {@code {"name": "password", "value": "…"}} the other field is the secret, wherever it stands. */
    private void pair(int name, int value, Quote quote) {
        Quote opening = quoteAt(value);
        if (opening == null) {
            return;
        }
        int begin = value + opening.length();
        int end = stringEnd(begin, opening);
        if (end - begin > MAX_NAME || !secret.test(unescaped(text.substring(begin, end)))) {
            return;
        }
        int close = text.indexOf('}', end);
        valueUntil = close < 0 ? text.length() : close;
        int open = text.lastIndexOf('{', name);
        Matcher before = VALUE_BEFORE.matcher(text).region(Math.max(0, open), name);
        while (before.find()) {
            redact(before.start(1), before.end(1), MARK);
        }
    }

    private int redactValue(int value, Quote around) {
        if (value >= text.length()) {
            return value;
        }
        Quote quote = quoteAt(value);
        if (quote != null) {
            int begin = value + quote.length();
            return redact(begin, stringEnd(begin, quote), MARK);
        }
        char first = text.charAt(value);
        String instead = around + MARK + around;
        if (first == '{' || first == '[') {
            return redact(value, nestedEnd(value, around), instead);
        }
        int end = value;
        while (end < text.length() && ",}]& \t\r\n\\%\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.startsWith("null", value) && end == value + 4 ? end : redact(value, end, instead);
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
                at = stringEnd(at + quote.length(), quote) + quote.length();
                continue;
            }
            at++;
        }
        return text.length();
    }

    /** Where the string ends that began before: its closing quotation mark, or that of what it is within. */
    private int stringEnd(int begin, Quote quote) {
        int at = text.indexOf(quote.mark(), begin);
        while (at >= 0) {
            int escapes = escapesBefore(at, begin, quote.escape());
            boolean closes = quote.depth() == 0 ? escapes % 2 == 0 : escapes <= quote.depth();
            if (closes) {
                return at - (quote.depth() == 0 ? 0 : escapes * quote.escape().length());
            }
            at = text.indexOf(quote.mark(), at + quote.mark().length());
        }
        return text.length();
    }

    private int escapesBefore(int at, int from, String escape) {
        int count = 0;
        int before = at - escape.length();
        while (before >= from && text.regionMatches(true, before, escape, 0, escape.length())) {
            count++;
            before -= escape.length();
        }
        return count;
    }

    private @Nullable Quote quoteBefore(int end) {
        for (String mark : MARKS) {
            int begin = end - mark.length();
            if (begin >= 0 && text.startsWith(mark, begin)) {
                String escape = escape(mark);
                return new Quote(mark, escape, escapesBefore(begin, 0, escape));
            }
        }
        return null;
    }

    private @Nullable Quote quoteAt(int begin) {
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

    private static String escape(String mark) {
        return mark.equals("%22") ? "%5C" : "\\";
    }

    private int afterPlainName(int colon, int after, int end) {
        int begin = end;
        while (begin > 0 && end - begin < MAX_NAME && ",;{}[]&?\"'<>\r\n\t=:(/".indexOf(text.charAt(begin - 1)) < 0) {
            begin--;
        }
        if (after != colon + 1 || begin == end || !secret.test(text.substring(begin, end))) {
            return after;
        }
        int value = after;
        while (value < text.length() && (text.charAt(value) == ' ' || text.charAt(value) == '\t')) {
            value++;
        }
        int line = lineEnd(value);
        if (BLOCKS.contains(text.substring(value, line).strip())) {
            return redact(line, blockEnd(line, indentation(begin)), "\n  " + MARK);
        }
        Quote quote = quoteAt(value);
        if (quote != null) {
            return redactValue(value, quote);
        }
        int stop = value;
        while (stop < line && text.charAt(stop) != '"' && text.charAt(stop) != '<' && !text.startsWith("\\n", stop)) {
            stop++;
        }
        return redact(value, stop, MARK);
    }

    private int indentation(int at) {
        int line = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
        int begin = line;
        while (begin < text.length() && (text.charAt(begin) == ' ' || text.charAt(begin) == '-')) {
            begin++;
        }
        return begin - line;
    }

    /** The lines that stand further in. */
    private int blockEnd(int line, int indentation) {
        int end = line;
        int next = line + 1;
        while (next < text.length() && (indentation(next) > indentation || text.charAt(next) == '\n')) {
            end = lineEnd(next);
            next = end + 1;
        }
        return end;
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    // Forms, queries, attributes, settings: name=value

    private int afterEquals(int equals) {
        int end = skipBlanksBack(equals);
        int begin = end;
        while (begin > 0 && end - begin < MAX_NAME && isOfName(text.charAt(begin - 1))) {
            begin--;
        }
        String name = unescaped(text.substring(begin, end));
        int value = equals + 1;
        if (!secret.test(name)) {
            return name.equals("name") ? afterUploadName(value) : value;
        }
        boolean blanks = end < equals;
        if (blanks) {
            while (value < text.length() && text.charAt(value) == ' ') {
                value++;
            }
        }
        Quote quote = quoteAt(value);
        if (quote != null) {
            return redactValue(value, quote);
        }
        int stop = value;
        while (stop < text.length() && (blanks ? "\r\n\"<" : "& \t\r\n\"'<>\\").indexOf(text.charAt(stop)) < 0) {
            stop++;
        }
        return redact(value, stop, MARK);
    }

    private static boolean isOfName(char next) {
        return Character.isLetterOrDigit(next) || "_-.%+[]$".indexOf(next) >= 0;
    }

    /** A field of an upload: its value stands after an empty line, up to the boundary. */
    private int afterUploadName(int value) {
        Quote quote = quoteAt(value);
        int begin = value + (quote == null ? 0 : quote.length());
        int end = quote == null ? lineEnd(begin) : stringEnd(begin, quote);
        int line = Math.max(0, text.lastIndexOf('\n', value));
        boolean upload = text.regionMatches(true, line + (line == 0 ? 0 : 1), "Content-Disposition", 0, 19);
        if (!upload || end - begin > MAX_NAME || !secret.test(text.substring(begin, end))) {
            return value;
        }
        int body = text.indexOf("\n\r\n", end);
        int from = body < 0 ? text.indexOf("\n\n", end) + 2 : body + 3;
        if (from < end) {
            return value;
        }
        int boundary = text.indexOf("\n--", from);
        int stop = boundary < 0 ? text.length() : boundary;
        return redact(from, stop > from && text.charAt(stop - 1) == '\r' ? stop - 1 : stop, MARK);
    }

    // XML, also as text within XML

    private int afterTag(int end, String open, String close) {
        int after = end + close.length();
        int begin = text.lastIndexOf(open, end - 1);
        if (begin < 0 || end - begin > MAX_TAG) {
            return after;
        }
        String tag = text.substring(begin + open.length(), end);
        if (tag.isEmpty() || tag.endsWith("/") || "/!?".indexOf(tag.charAt(0)) >= 0) {
            return after;
        }
        int blank = 0;
        while (blank < tag.length() && !Character.isWhitespace(tag.charAt(blank))) {
            blank++;
        }
        String name = tag.substring(0, blank);
        if (!secret.test(name.substring(name.indexOf(':') + 1)) && !namesSecret(tag.substring(blank))) {
            return after;
        }
        int stop = text.indexOf(open + "/" + name, after);
        return redact(after, stop < 0 ? text.length() : stop, MARK);
    }

    private boolean namesSecret(String attributes) {
        return attributes.indexOf('=') >= 0
                && NAMING.matcher(attributes).results().anyMatch(naming -> secret.test(naming.group(1)));
    }

    // https://user:password@host

    private int afterUser(int at) {
        int begin = at;
        while (begin > 0 && at - begin < MAX_USER && "/ \t\r\n\"'<>@".indexOf(text.charAt(begin - 1)) < 0) {
            begin--;
        }
        if (begin < 2 || !text.startsWith("//", begin - 2)) {
            return at + 1;
        }
        int colon = text.indexOf(':', begin);
        redact(colon < 0 || colon > at ? begin : colon + 1, at, MARK);
        return at + 1;
    }

    // CSV

    /** A first line that is one of names, and has secret ones. */
    private void columns() {
        int line = lineEnd(0);
        if (line == text.length() || text.isEmpty() || "{[<".indexOf(text.charAt(0)) >= 0) {
            return;
        }
        for (char separator : new char[] {',', ';', '\t', '|'}) {
            List<Range> names = fields(0, line, separator);
            if (names.size() > 1) {
                boolean[] secrets = new boolean[names.size()];
                boolean any = false;
                for (int i = 0; i < secrets.length; i++) {
                    secrets[i] = isColumn(names.get(i));
                    any |= secrets[i];
                }
                if (any) {
                    redactColumns(line, separator, secrets);
                    return;
                }
            }
        }
    }

    private boolean isColumn(Range field) {
        String name = text.substring(field.begin(), field.end());
        return name.length() < MAX_NAME && name.indexOf('=') < 0 && name.indexOf(':') < 0 && secret.test(name);
    }

    private void redactColumns(int header, char separator, boolean[] secrets) {
        int begin = header + 1;
        while (begin < text.length()) {
            int end = lineEnd(begin);
            List<Range> fields = fields(begin, end, separator);
            for (int i = 0; i < Math.min(secrets.length, fields.size()); i++) {
                if (secrets[i]) {
                    redact(fields.get(i).begin(), fields.get(i).end(), MARK);
                }
            }
            begin = Math.max(
                            end,
                            fields.isEmpty()
                                    ? end
                                    : fields.get(fields.size() - 1).end())
                    + 1;
        }
    }

    /** A field in quotation marks may have separators in it, and ends of lines. */
    private List<Range> fields(int begin, int end, char separator) {
        var fields = new ArrayList<Range>();
        int from = begin;
        boolean quoted = false;
        int at = begin;
        while (at < text.length() && (quoted || at < lineEnd(Math.max(at, end)))) {
            char next = text.charAt(at);
            if (next == '"') {
                quoted = !quoted;
            } else if (next == separator && !quoted) {
                fields.add(new Range(from, at, MARK));
                from = at + 1;
            }
            at++;
        }
        fields.add(new Range(from, at, MARK));
        return fields;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '+')) {
            at++;
        }
        while (text.startsWith("%20", at)) {
            at += 3;
        }
        return at;
    }

    private int skipBlanksBack(int from) {
        int at = from;
        while (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        while (at > 3 && text.startsWith("%20", at - 3)) {
            at -= 3;
        }
        return at;
    }

    private static String unescaped(String name) {
        if (name.indexOf('\\') < 0 && name.indexOf('%') < 0 && name.indexOf('&') < 0) {
            return name;
        }
        return ESCAPED.matcher(name).replaceAll(found -> {
            for (int group = 1; group <= 4; group++) {
                if (found.group(group) != null) {
                    int code = Integer.parseInt(found.group(group), group == 3 ? 10 : 16);
                    return Matcher.quoteReplacement(String.valueOf((char) code));
                }
            }
            return "";
        });
    }
}
