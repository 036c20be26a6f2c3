package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.util.Pair;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * A {@code rootsocket:} URI as a route's author wrote it, with Simple in it. It is taken apart before anything is filled
 * in, so that what a message brings is the value of the option in which the author asked for it, and never a part of the
 * URI. Immutable and safe for threads.
 */
final class UriTemplate {

    /** The options that a message can set without an endpoint of its own, with the header that does. */
    private static final Map<String, String> HEADERS = Map.of(
            "channel", RootSocketConstants.CHANNEL,
            "category", RootSocketConstants.CATEGORY,
            "expiresAfter", RootSocketConstants.EXPIRES_AFTER,
            "priority", RootSocketConstants.PRIORITY,
            "deduplicate", RootSocketConstants.DEDUPLICATION_KEY);

    /** What Camel can read as nothing but text in the value of an option. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/=+-]*");

    private final String scheme;
    private final Part operation;
    private final List<String> written = new ArrayList<>();
    private final Map<String, Part> options = new LinkedHashMap<>();
    private final Map<String, Part> headers = new LinkedHashMap<>();

    /** A text with Simple in it, or without. */
    private record Part(String text, @Nullable Expression simple) {

        static Part of(String text, CamelContext context) {
            if (!LanguageSupport.hasSimpleFunction(text)) {
                return new Part(text, null);
            }
            Expression simple = context.resolveLanguage("simple").createExpression(text);
            simple.init(context);
            return new Part(text, simple);
        }

        String value(Exchange exchange) {
            return simple == null ? text : Objects.requireNonNullElse(simple.evaluate(exchange, String.class), "");
        }
    }

    /**
     * Takes a URI apart.
     *
     * @param uri with its placeholders filled in, and its Simple not evaluated
     * @throws RootSocketConfigurationException if a message would choose the name of an option
     */
    UriTemplate(String uri, CamelContext context) throws RootSocketConfigurationException {
        int colon = uri.indexOf(':');
        int query = outside(uri, '?', colon).stream().findFirst().orElse(uri.length());
        this.scheme = uri.substring(0, colon);
        this.operation = Part.of(uri.substring(colon + 1, query).replaceFirst("^//", ""), context);
        for (String option : split(uri.substring(Math.min(query + 1, uri.length())))) {
            add(option, context);
        }
    }

    private void add(String option, CamelContext context) throws RootSocketConfigurationException {
        if (!LanguageSupport.hasSimpleFunction(option)) {
            written.add(option);
            return;
        }
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (LanguageSupport.hasSimpleFunction(name)) {
            throw new RootSocketConfigurationException(
                    ("The options of `rootsocket:` cannot be computed from a message, only their values: `%s`. Write the"
                                    + " name of the option.")
                            .formatted(option),
                    Failure.unsent(Operation.MESSAGE, null));
        }
        var part = Part.of(option.substring(equals + 1), context);
        (HEADERS.containsKey(name) ? headers : options).put(HEADERS.getOrDefault(name, name), part);
    }

    private static List<String> split(String query) {
        var options = new ArrayList<String>();
        int from = 0;
        for (int at : outside(query, '&', -1)) {
            options.add(query.substring(from, at));
            from = at + 1;
        }
        options.add(query.substring(from));
        options.removeIf(String::isEmpty);
        return options;
    }

    /** Where a character stands that belongs to the URI, and not to Simple or to a value in {@code RAW(…)}. */
    private static List<Integer> outside(String text, char wanted, int after) {
        List<Pair<Integer>> raw = URISupport.scanRaw(text);
        var found = new ArrayList<Integer>();
        int depth = 0;
        for (int i = after + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' && (depth > 0 || text.startsWith("$", i - 1) || text.startsWith("$simple", i - 7))) {
                depth++;
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (c == wanted && depth == 0 && !isWithin(raw, i)) {
                found.add(i);
            }
        }
        return found;
    }

    private static boolean isWithin(List<Pair<Integer>> raw, int at) {
        return raw.stream().anyMatch(pair -> pair.getLeft() <= at && at <= pair.getRight());
    }

    /**
     * The URI of the endpoint that a message is for: the same for all messages, unless the author asked for one of the
     * options that are fixed in an endpoint.
     *
     * @throws RootSocketMessageException if what the message brings is not the plain value of its option
     */
    String endpointUri(Exchange exchange) throws RootSocketMessageException {
        var query = new ArrayList<>(written);
        for (Map.Entry<String, Part> option : options.entrySet()) {
            String value = option.getValue().value(exchange);
            if (!PLAIN.matcher(value).matches()) {
                throw refused("The value of its option `%s`".formatted(option.getKey()), "A-Z a-z 0-9 . _ ~ : / = + -");
            }
            query.add(option.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        String path = scheme + ":" + operationWord(exchange);
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private String operationWord(Exchange exchange) throws RootSocketMessageException {
        String word = operation.value(exchange);
        if (operation.simple() != null && Operation.ofWord(word).isEmpty()) {
            throw refused("The operation", Operation.words());
        }
        return word;
    }

    private static RootSocketMessageException refused(String what, String allowed) {
        return new RootSocketMessageException(
                "`rootsocket:` was not used. %s was computed for this message, and may only be of: %s."
                        .formatted(what, allowed),
                Failure.unsent(Operation.MESSAGE, null));
    }

    /** The headers that say what the author asked for in options of the URI. */
    Map<String, String> headers(Exchange exchange) {
        var values = new LinkedHashMap<String, String>();
        headers.forEach((header, part) -> values.put(header, part.value(exchange)));
        return values;
    }
}
