package io.rootsocket.hub.component;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Keeps the key out of everything that people and logs see. */
final class KeyMask {

    private static final String MASK = "xxxxxx";
    /** As Camel reads it: a RAW value ends with the bracket before the next parameter, and may have others within. */
    private static final Pattern KEY_PARAMETER =
            Pattern.compile("([?&]key=)(?:RAW\\(.*?\\)(?=&|$)|RAW\\{.*?\\}(?=&|$)|[^&]*)");

    private static final String URI_WITH_KEY = "rootsocket:message?key=shown";

    private KeyMask() {}

    /** The URI with {@code xxxxxx} in place of the key. */
    static String inUri(String uri) {
        // Asked several times for each message.
        return uri.contains("key=") ? KEY_PARAMETER.matcher(uri).replaceAll("$1" + MASK) : uri;
    }

    /** The text with {@code xxxxxx} in place of the key. */
    static String inText(String text, @Nullable String key) {
        return key == null || key.isEmpty() ? text : text.replace(key, MASK);
    }

    /**
     * Teaches Camel that a URI parameter called {@code key} is a secret, because Camel prints the URI itself when a
     * route or an endpoint cannot be created. Its list holds one set of additional words, so the application's own
     * are handed over again.
     */
    static void inCamelsOwnMessages(CamelContext context) {
        if (URISupport.sanitizeUri(URI_WITH_KEY).equals(URI_WITH_KEY)) {
            URISupport.addSanitizeKeywords(
                    Stream.concat(Stream.of("key"), applicationsWords(context)).collect(Collectors.joining(",")));
        }
    }

    private static Stream<String> applicationsWords(CamelContext context) {
        return Stream.of("camel.main.additionalSensitiveKeywords", "camel.main.additional-sensitive-keywords")
                .map(name -> context.getPropertiesComponent().resolveProperty(name))
                .flatMap(Optional::stream);
    }
}
