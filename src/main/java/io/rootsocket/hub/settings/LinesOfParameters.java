package io.rootsocket.hub.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a text of several lines through to a kamelet. Camel writes its parameters into a URI and takes the ends of lines out
 * of that.
 */
final class LinesOfParameters {

    private static final Pattern OF_A_KAMELET = Pattern.compile("(kamelet:[^?]*\\?)(.*[\\r\\n].*)", Pattern.DOTALL);
    private static final Pattern OF_LINES =
            Pattern.compile("\\s*([\\w.-]+)=\\s*(\\S.*[\\r\\n].*\\S)\\s*", Pattern.DOTALL);

    private LinesOfParameters() {}

    /**
     * The URI with names in place of the values that have several lines.
     *
     * @param settings fills settings into a text; null for one that is left out
     */
    static String alias(String uri, Function<String, @Nullable String> settings) {
        Matcher kamelet = OF_A_KAMELET.matcher(uri);
        return kamelet.matches()
                ? ExactSettings.options(kamelet.group(2)).stream()
                        .map(option -> option(option, settings))
                        .collect(Collectors.joining("&", kamelet.group(1), ""))
                : uri;
    }

    private static String option(String option, Function<String, @Nullable String> settings) {
        if (!OF_LINES.matcher(option).matches()) {
            return option;
        }
        int equals = option.indexOf('=');
        String written = ExactSettings.withoutRaw(option.substring(equals + 1));
        return Optional.ofNullable(written.contains("{{") ? settings.apply(written) : written)
                .map(value ->
                        option.substring(0, equals).strip() + "=" + AliasedValues.OF_THIS_PROCESS.reference(value))
                .orElse(option);
    }
}
