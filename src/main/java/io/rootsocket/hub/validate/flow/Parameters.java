package io.rootsocket.hub.validate.flow;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what a kamelet or a template is given, and settings after that.
 *
 * @param values what it is given
 * @param settings fills in the rest
 */
record Parameters(Map<String, String> values, UnaryOperator<String> settings) implements UnaryOperator<String> {

    private static final Pattern NAME = Pattern.compile("\\{\\{[?!]?([^{}:?]+)[^{}]*}}");

    Parameters {
        values = Map.copyOf(values);
    }

    @Override
    public String apply(String text) {
        if (!text.contains("{{")) {
            return text;
        }
        return settings.apply(NAME.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1).strip());
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        }));
    }
}
