package io.rootsocket.hub.validate;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.EndpointHelper;
import org.jspecify.annotations.Nullable;

/** Fills in {@code {{setting:default}}} the way that Camel does, and knows what stays open. */
final class Placeholders {

    /** Camel lets {@code {{name?nested=false}}} say that the value may hold braces. */
    private static final Pattern NAME = Pattern.compile("\\{\\{[?!]?([^{}:?]+)");

    private final CamelContext camel;
    private final Set<String> parameters;

    /** @param parameters the names that get a value only when a template or a kamelet is used */
    Placeholders(CamelContext camel, Set<String> parameters) {
        this.camel = camel;
        this.parameters = Set.copyOf(parameters);
    }

    /**
     * The text with every setting filled in; those of a template stay as they are.
     *
     * @throws UnknownSettingException if a setting has neither a value nor a default
     */
    @Nullable
    String resolve(String text) throws UnknownSettingException {
        if (!text.contains("{{")) {
            return text;
        }
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            if (parameters.contains(matcher.group(1).strip())) {
                return text;
            }
        }
        try {
            return camel.resolvePropertyPlaceholders(text);
        } catch (RuntimeException e) {
            throw new UnknownSettingException(unknown(text), e);
        }
    }

    /** The text as far as it is known. */
    String resolveIfKnown(String text) {
        try {
            String resolved = resolve(text);
            // Camel gives null for a setting that may be missing, and is.
            return resolved == null ? text : resolved;
        } catch (UnknownSettingException e) {
            return text;
        }
    }

    /** A URI as far as it is known. */
    String resolveInUriIfKnown(String uri) {
        try {
            String resolved = resolve(uri);
            return resolved == null || uri.equals(resolved)
                    ? uri
                    : EndpointHelper.resolveEndpointUriPropertyPlaceholders(camel, uri);
        } catch (UnknownSettingException e) {
            return uri;
        }
    }

    private String unknown(String text) {
        Matcher matcher = Pattern.compile("\\{\\{([^{}]+)}}").matcher(text);
        while (matcher.find()) {
            try {
                camel.resolvePropertyPlaceholders(matcher.group());
            } catch (RuntimeException e) {
                return matcher.group(1).strip();
            }
        }
        return text;
    }
}
