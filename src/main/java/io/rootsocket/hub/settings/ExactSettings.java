package io.rootsocket.hub.settings;

import io.rootsocket.hub.firewall.UnusableInstructionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesLookup;
import org.apache.camel.util.Pair;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code {{settings}}} so that the value of one is never read as syntax: not as more options of a URI, not as a
 * placeholder, a class or a bean. Camel would put the value into the text and read all of it again.
 *
 * <p>In the value of an option of a URI, {@link AliasedValues a name stands for} what would not arrive otherwise; elsewhere in
 * a URI a setting may be part of it, as a whole address is. In a value of application.properties, placeholders of known
 * settings are filled in; in an environment variable they are text.
 *
 * <p>Every context that reads routes has one. Safe for threads.
 */
public final class ExactSettings extends PropertiesComponent {

    private static final int MAX_DEPTH = 20;
    private static final Pattern WITHIN_A_VALUE = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern OPTION_NAME = Pattern.compile("[A-Za-z0-9_.\\-]+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(\\{\\{|}})");

    private final AliasedValues odd = AliasedValues.OF_THIS_PROCESS;

    /** A text whose placeholders are marks, and what the marks stand for. */
    private record Filled(String text, List<String> values, Set<Integer> open) {

        private static final char OPEN = '\uFDD0';
        private static final char CLOSE = '\uFDD1';
        private static final Pattern MARK = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

        /** @param isOpen whether it is a placeholder still, for Camel to take out */
        String mark(String value, boolean isOpen) {
            values.add(value);
            if (isOpen) {
                open.add(values.size() - 1);
            }
            return "" + OPEN + (values.size() - 1) + CLOSE;
        }

        String expand(String part) {
            return MARK.matcher(part)
                    .replaceAll(mark -> Matcher.quoteReplacement(values.get(Integer.parseInt(mark.group(1)))));
        }

        boolean isOdd(String part) {
            return MARK.matcher(part)
                    .results()
                    .map(mark -> Integer.parseInt(mark.group(1)))
                    .anyMatch(index -> !open.contains(index) && !AliasedValues.isPlain(values.get(index)));
        }
    }

    /** What Simple asks for with {@code ${properties:…}}: one setting, by a name that holds no other. */
    @Override
    public @Nullable String parseUri(String text) {
        if (mayServeAMessage() && text.lastIndexOf(PREFIX_TOKEN) > 0) {
            throw UnusableInstructionException.placeholder();
        }
        return super.parseUri(text, false);
    }

    /** What Camel asks for where it finds a placeholder in a text, also in one that came with a message. */
    @Override
    public @Nullable String parseUri(String text, boolean inUri) {
        if (text.contains(PREFIX_TOKEN) && !odd.isOne(text) && mayServeAMessage()) {
            throw UnusableInstructionException.placeholder();
        }
        return super.parseUri(text, inUri);
    }

    private boolean mayServeAMessage() {
        return getCamelContext() instanceof SettingsContext camel && camel.mayServeAMessage();
    }

    /** @param inUri Camel keeps what is optional and unknown in a URI, and only there */
    @Override
    protected @Nullable String parseUri(String text, PropertiesLookup settings, boolean inUri) {
        if (odd.isOne(text)) {
            return text;
        }
        String enclosed = enclosed(text);
        boolean negated = enclosed.startsWith("{{!");
        Filled filled = fill(negated ? "{{" + enclosed.substring(3) : enclosed, settings, inUri, 0);
        if (filled == null) {
            return null;
        }
        String answer = inUri ? uri(filled) : text(filled);
        return negated ? negation(answer) : answer;
    }

    private static String enclosed(String text) {
        String enclosed = text.contains(PREFIX_TOKEN) ? text : PREFIX_TOKEN + text;
        return enclosed.contains(SUFFIX_TOKEN) ? enclosed : enclosed + SUFFIX_TOKEN;
    }

    private static String negation(String answer) {
        return switch (answer.toLowerCase(Locale.ROOT)) {
            case "true" -> "false";
            case "false" -> "true";
            default -> answer;
        };
    }

    private String text(Filled filled) {
        String answer = filled.expand(filled.text());
        return filled.isOdd(filled.text()) ? odd.keep(answer) : answer;
    }

    private String uri(Filled filled) {
        return options(filled.text()).stream().map(part -> option(part, filled)).collect(Collectors.joining("&"));
    }

    /** The options of a URI, as Camel tells them apart. */
    static List<String> options(String uri) {
        List<Pair<Integer>> raw = URISupport.scanRaw(uri);
        var parts = new ArrayList<String>();
        int from = 0;
        for (int at = uri.indexOf('&'); at >= 0; at = uri.indexOf('&', at + 1)) {
            int here = at;
            if (raw.stream().noneMatch(pair -> pair.getLeft() <= here && here <= pair.getRight())) {
                parts.add(uri.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(uri.substring(from));
        return parts;
    }

    private String option(String part, Filled filled) {
        int equals = part.indexOf('=');
        String head = part.substring(0, Math.max(equals, 0));
        String value = part.substring(equals + 1);
        boolean isOption =
                OPTION_NAME.matcher(head.substring(head.lastIndexOf('?') + 1)).matches();
        if (!isOption || !filled.isOdd(value)) {
            return filled.expand(part);
        }
        return filled.expand(head) + "=" + odd.reference(filled.expand(withoutRaw(value)));
    }

    static String withoutRaw(String value) {
        boolean raw =
                value.startsWith("RAW(") && value.endsWith(")") || value.startsWith("RAW{") && value.endsWith("}");
        return raw ? value.substring(4, value.length() - 1) : value;
    }

    /** From the inside out, as one may stand in the name or the default of another. */
    private @Nullable Filled fill(String text, PropertiesLookup settings, boolean inUri, int depth) {
        var filled = new Filled("", new ArrayList<>(), new HashSet<>());
        String rest = text;
        for (int end = unescaped(rest, SUFFIX_TOKEN, 0); end >= 0; end = unescaped(rest, SUFFIX_TOKEN, 0)) {
            int begin = lastUnescaped(rest, end);
            if (begin < 0) {
                throw new IllegalArgumentException("Missing {{ from the text: " + text);
            }
            String key = filled.expand(rest.substring(begin + PREFIX_TOKEN.length(), end));
            String value = value(key, settings, inUri, depth);
            boolean whole = begin == 0 && end + SUFFIX_TOKEN.length() == rest.length();
            if (value == null && whole) {
                return null;
            }
            boolean open = inUri && key.startsWith("?") && (PREFIX_TOKEN + key + SUFFIX_TOKEN).equals(value);
            int before = begin > 0 && rest.charAt(begin - 1) == '\\' ? begin - 1 : begin;
            rest = rest.substring(0, before)
                    + (value == null ? "" : filled.mark(value, open))
                    + rest.substring(end + SUFFIX_TOKEN.length());
        }
        if (lastUnescaped(rest, rest.length()) >= 0) {
            throw new IllegalArgumentException("Missing }} from the text: " + text);
        }
        return new Filled(ESCAPED.matcher(rest).replaceAll("$1"), filled.values(), filled.open());
    }

    private static int unescaped(String text, String token, int from) {
        int at = text.indexOf(token, from);
        while (at >= 0 && isLiteral(text, at, token)) {
            at = text.indexOf(token, at + 1);
        }
        return at;
    }

    private static int lastUnescaped(String text, int before) {
        int at = text.lastIndexOf(PREFIX_TOKEN, before - 1);
        while (at >= 0 && isLiteral(text, at, PREFIX_TOKEN)) {
            at = at == 0 ? -1 : text.lastIndexOf(PREFIX_TOKEN, at - 1);
        }
        return at;
    }

    /** Between quotes, or behind a backslash that has none before it; as Camel has it. */
    private static boolean isLiteral(String text, int at, String token) {
        if (at == 0) {
            return false;
        }
        char before = text.charAt(at - 1);
        int after = at + token.length();
        boolean quoted = (before == '\'' || before == '"') && after < text.length() && text.charAt(after) == before;
        return quoted || before == '\\' && (at == 1 || text.charAt(at - 2) != '\\');
    }

    private @Nullable String value(String key, PropertiesLookup settings, boolean inUri, int depth) {
        String kept = odd.named(key);
        if (kept != null) {
            return kept;
        }
        var source = new Source(settings);
        // without nesting: what comes is the value as it was set
        String value = getPropertiesParser()
                .parseUri(PREFIX_TOKEN + key + SUFFIX_TOKEN, source, isDefaultFallbackEnabled(), inUri, false);
        if (value == null || !mayHold(value)) {
            return value;
        }
        String exact = odd.withValues(value).orElse(null);
        if (exact != null) {
            return exact;
        }
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("Circular reference detected with key [" + key + "]");
        }
        if (isOfATemplate(key)) {
            Filled filled = fill(value, settings, inUri, depth + 1);
            return filled == null ? null : filled.expand(filled.text());
        }
        return source.found && !isInAFileOfItsOwn(key) ? withKnownSettings(value, settings, depth) : value;
    }

    private static boolean mayHold(String value) {
        return value.contains(PREFIX_TOKEN) || value.contains("odd.");
    }

    private boolean isOfATemplate(String key) {
        Properties local = getLocalProperties();
        return local != null && local.getProperty(key.replaceFirst("^\\?", "").replaceFirst(":.*", "")) != null;
    }

    /** As a secret that {@code NAME_FILE} names: it is no more read for settings than a variable is. */
    private boolean isInAFileOfItsOwn(String key) {
        return getPropertiesSources().stream()
                .anyMatch(source -> source instanceof SecretSettings secrets && secrets.getProperty(key) != null);
    }

    private String withKnownSettings(String value, PropertiesLookup settings, int depth) {
        return WITHIN_A_VALUE
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(known(found.group(1), settings, depth, found.group())));
    }

    private String known(String key, PropertiesLookup settings, int depth, String otherwise) {
        try {
            String value = value(key, settings, false, depth + 1);
            return value == null ? otherwise : value;
        } catch (IllegalArgumentException unknown) {
            return otherwise;
        }
    }

    /** Tells a value of application.properties from one of the environment. */
    private static final class Source implements PropertiesLookup {

        private final PropertiesLookup settings;
        private boolean found;

        private Source(PropertiesLookup settings) {
            this.settings = settings;
        }

        @Override
        public @Nullable String lookup(String name, @Nullable String byDefault) {
            String value = settings.lookup(name, byDefault);
            found = value != null;
            return value;
        }
    }
}
