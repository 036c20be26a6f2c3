package io.rootsocket.hub.validate.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in Simple, and what of a message it reads.
 *
 * @param reads what its value depends on
 * @param names what decides which bean, class, setting or expression a function of it takes
 */
record SimpleText(Set<Read> reads, Set<Read> names) {

    private static final Pattern START = Pattern.compile("\\$(simple)?\\{");
    private static final Pattern NAMED = Pattern.compile(
            "^(?:in\\.)?(headers?|variables?|exchangeProperty)\\??(?:[.:]([^.\\[?(]+)|\\[['\"]?([^\\]'\"]+)['\"]?])(.*)$",
            Pattern.DOTALL);
    private static final Pattern NAMED_AS = Pattern.compile(
            "^(header|variable|exchangeProperty)As\\(\\s*['\"]?([^,'\"]+)['\"]?\\s*,(.*)$", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile(
            "^(?:jq|jsonpath|simpleJsonpath|xpath)\\(\\s*(header|variable|property|exchangeProperty):([^,]+),.*$",
            Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile(
            "(?i)(java\\.lang\\.)?(int|integer|long|short|byte|double|float|boolean)|java\\.math\\.Big.*");
    private static final Pattern MEASURE =
            Pattern.compile("(?s).*[.?](length|size|isEmpty|hashCode|lastModified)(\\(\\))?$");

    /** What these give has no letter of what they are given, or is not the message's. */
    private static final Set<String> OURS = Set.of(
            "abs",
            "assert",
            "average",
            "bodyType",
            "camelContext",
            "camelId",
            "ceil",
            "contains",
            "date",
            "date-with-timezone",
            "empty",
            "exchangeId",
            "floor",
            "fromRouteId",
            "hash",
            "hostName",
            "id",
            "isAlpha",
            "isAlphaNumeric",
            "isEmpty",
            "isNumeric",
            "kindOfType",
            "length",
            "max",
            "messageHistory",
            "messageTimestamp",
            "min",
            "newEmpty",
            "not",
            "null",
            "propertiesExist",
            "random",
            "range",
            "routeGroup",
            "routeId",
            "size",
            "stepId",
            "sum",
            "threadId",
            "threadName",
            "throwException",
            "uuid",
            "attachmentsSize");
    /** These are told by a name what to take. */
    private static final Set<String> NAMING =
            Set.of("bean", "ref", "type", "env", "sys", "properties", "load", "function", "jq", "jsonpath", "xpath");

    SimpleText {
        reads = Set.copyOf(reads);
        names = Set.copyOf(names);
    }

    static SimpleText of(String text) {
        var reads = new LinkedHashSet<Read>();
        var names = new LinkedHashSet<Read>();
        for (String function : functions(text)) {
            read(function, reads, names);
        }
        return new SimpleText(reads, names);
    }

    /** Whether a text has a part that is filled in for each message. */
    static boolean isFilledIn(String text) {
        return START.matcher(text).find();
    }

    /** Whether what has this type is a number or a yes or no. */
    static boolean isNumber(String type) {
        return NUMBER.matcher(type.strip()).matches();
    }

    /** What stands between the braces, outermost ones only. */
    static List<String> functions(String text) {
        var found = new ArrayList<String>();
        Matcher start = START.matcher(text);
        int from = 0;
        while (start.find(from)) {
            int end = end(text, start.end());
            found.add(text.substring(start.end(), end).strip());
            from = Math.min(end + 1, text.length());
        }
        return found;
    }

    private static int end(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private static void read(String function, Set<Read> reads, Set<Read> names) {
        String word = function.replaceFirst("(?s)[.:(\\[?].*", "").strip();
        SimpleText inner = isFilledIn(function) ? of(arguments(word, function)) : new SimpleText(Set.of(), Set.of());
        names.addAll(inner.names());
        if (NAMING.contains(word)) {
            names.addAll(inner.reads());
        }
        if (OURS.contains(word) || MEASURE.matcher(function).matches()) {
            return;
        }
        reads.addAll(inner.reads());
        direct(word, function, !inner.reads().isEmpty(), reads);
    }

    /** Of a choice between two values, what decides is none of them. */
    private static String arguments(String word, String function) {
        int comma = function.indexOf(',');
        return word.equals("iif") && comma > 0 ? function.substring(comma) : function;
    }

    private static void direct(String word, String function, boolean hasInner, Set<Read> reads) {
        Matcher named = NAMED.matcher(function);
        Matcher as = NAMED_AS.matcher(function);
        Matcher input = INPUT.matcher(function);
        if (named.matches() || as.matches()) {
            Matcher match = named.matches() ? named : as;
            String name = named.matches() && match.group(2) == null ? match.group(3) : match.group(2);
            if (named.matches() || !isNumber(as.group(3).replaceFirst("\\).*", ""))) {
                reads.add(isFilledIn(name) ? any(match.group(1)) : part(match.group(1), name.strip()));
            }
        } else if (input.matches()) {
            reads.add(part(input.group(1), input.group(2).strip()));
        } else {
            whole(word, function, hasInner, reads);
        }
    }

    private static void whole(String word, String function, boolean hasInner, Set<Read> reads) {
        switch (word) {
            case "in", "out", "exchange" -> deep(function, reads);
            // What fails quotes what it failed of.
            case "exception" -> reads.add(Read.ORIGINAL);
            case "headers" -> reads.add(Read.ANY_HEADER);
            case "variables" -> reads.add(Read.ANY_VARIABLE);
            case "file" -> {
                if (function.matches("(?s)file:(name|onlyname|ext|parent|path|absolute\\.path).*")) {
                    reads.add(Read.FILE_NAME);
                }
            }
            case "bodyAs", "mandatoryBodyAs", "messageAs" -> {
                if (!isNumber(function.replaceFirst("^\\w+\\(", "").replaceFirst("\\).*", ""))) {
                    reads.add(Read.BODY);
                }
            }
            case "body", "bodyOneLine", "prettyBody", "toJsonBody", "toPrettyJsonBody" -> reads.add(Read.BODY);
            case "iif", "bean", "ref", "type", "env", "sys", "properties", "load", "list", "map" -> {
                // What they are given counts, and nothing beside.
            }
            default -> other(word, function, hasInner, reads);
        }
    }

    private static void other(String word, String function, boolean hasInner, Set<Read> reads) {
        if (word.startsWith("attachment") || word.equals("originalBody")) {
            reads.add(Read.ORIGINAL);
        } else if (function.contains("(") && !hasInner) {
            // A function of text without anything to work on takes the body.
            reads.add(Read.BODY);
        }
    }

    /** Through the objects of Camel's own, such as {@code ${exchange.in.headers[x]}}. */
    private static void deep(String function, Set<Read> reads) {
        if (function.contains("ody")) {
            reads.add(Read.BODY);
        } else if (function.contains("eader")) {
            reads.add(Read.ANY_HEADER);
        } else if (function.contains("ariable")) {
            reads.add(Read.ANY_VARIABLE);
        } else if (function.contains("ropert")) {
            reads.add(Read.ANY_PROPERTY);
        }
    }

    private static Read part(String word, String name) {
        return word.startsWith("header")
                ? Read.header(name)
                : word.startsWith("variable") ? Read.variable(name) : Read.property(name);
    }

    private static Read any(String word) {
        return word.startsWith("header")
                ? Read.ANY_HEADER
                : word.startsWith("variable") ? Read.ANY_VARIABLE : Read.ANY_PROPERTY;
    }
}
