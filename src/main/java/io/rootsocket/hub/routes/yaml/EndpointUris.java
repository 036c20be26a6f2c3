package io.rootsocket.hub.routes.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.util.StringHelper;

/**
 * Puts together the URI of an endpoint that is written as visual editors and Camel itself write it: the scheme alone, and all
 * else among its parameters. Safe for threads.
 */
public final class EndpointUris {

    private static final ClassLoader LOADER = EndpointUris.class.getClassLoader();
    private static final String SCHEME = "[a-z][a-z0-9+-]*";
    private static final Pattern SCHEME_ALONE = Pattern.compile("(" + SCHEME + ")(?::(?://)?)?(?:\\?.*)?");
    private static final JsonMapper JSON = new JsonMapper();
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog(true);

    private static final Map<String, Options> OPTIONS = new ConcurrentHashMap<>();

    /** The options of a scheme, as the catalog has them: those that belong into the path, and all. */
    private record Options(List<String> path, Optional<String> required, Set<String> all, boolean onlyTakes) {}

    private static final Options NONE = new Options(List.of(), Optional.empty(), Set.of(), false);

    private EndpointUris() {}

    /**
     * What is the path of an endpoint and written among its parameters.
     *
     * @param uri the scheme alone, or nothing is
     * @param parameters the names of the parameters
     * @return the names in the path, as they are written
     */
    public static List<String> inPath(String uri, List<String> parameters) {
        String scheme = uri.replaceFirst("\\?.*", "");
        return parameters.isEmpty() || !scheme.matches(SCHEME)
                ? List.of()
                : parameters.stream()
                        .filter(name -> options(scheme).path().contains(StringHelper.dashToCamelCase(name)))
                        .toList();
    }

    /**
     * The URI with a path.
     *
     * @param uri a scheme, and options after that
     * @param path those of its parameters that belong there
     */
    public static String withPath(String uri, Map<String, String> path) {
        int question = uri.indexOf('?');
        String scheme = question < 0 ? uri : uri.substring(0, question);
        try {
            var spelled = new LinkedHashMap<String, String>();
            path.forEach((name, value) -> spelled.put(StringHelper.dashToCamelCase(name), value));
            return CATALOG.asEndpointUri(scheme, spelled, false) + (question < 0 ? "" : uri.substring(question));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // What is wrong with it is found elsewhere.
            return uri;
        }
    }

    /** How the catalog spells an option: Camel takes {@code repeat-count} and {@code repeatcount} for {@code repeatCount}. */
    public static String spelled(String scheme, String option) {
        if (scheme.equals("kamelet") || !scheme.matches(SCHEME)) {
            return option;
        }
        Set<String> all = options(scheme).all();
        String name = StringHelper.dashToCamelCase(option);
        return all.contains(option)
                ? option
                : all.stream().filter(name::equalsIgnoreCase).findFirst().orElse(option);
    }

    /** The part of a path that an endpoint of the scheme cannot be without. */
    public static Optional<String> requiredInPath(String scheme) {
        return options(scheme).required();
    }

    /** The scheme of a URI that is nothing else, but for options. */
    public static Optional<String> schemeAlone(String uri) {
        Matcher alone = SCHEME_ALONE.matcher(uri);
        return alone.matches() ? Optional.of(alone.group(1)) : Optional.empty();
    }

    /** Whether nothing can be sent to this, as its path is missing. */
    public static boolean isNowhere(String uri) {
        return schemeAlone(uri)
                .map(EndpointUris::options)
                .filter(options -> options.onlyTakes() && options.required().isPresent())
                .isPresent();
    }

    private static Options options(String scheme) {
        return OPTIONS.computeIfAbsent(scheme, EndpointUris::described);
    }

    /** Read here: to make all of its model, Camel takes several times as long. */
    private static Options described(String scheme) {
        return text("org/apache/camel/catalog/components/%s.json".formatted(scheme))
                .or(() -> ofItsJar(scheme))
                .map(EndpointUris::read)
                .map(EndpointUris::optionsIn)
                .orElse(NONE);
    }

    private static Options optionsIn(JsonNode description) {
        JsonNode options = description.path("properties");
        List<String> path = options.properties().stream()
                .filter(option -> option.getValue().path("kind").asText().equals("path"))
                .map(Map.Entry::getKey)
                .toList();
        return new Options(
                path,
                path.stream()
                        .filter(name -> options.path(name).path("required").asBoolean())
                        .findFirst(),
                options.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()),
                description.path("component").path("producerOnly").asBoolean());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The catalog knows only Camel's own; the others, such as ours, bring their description in their jar. */
    private static Optional<String> ofItsJar(String scheme) {
        Optional<String> type =
                text("META-INF/services/org/apache/camel/component/" + scheme).flatMap(EndpointUris::componentClass);
        Optional<String> description = type.flatMap(name -> text("META-INF/%s/%s.json"
                .formatted(name.substring(0, Math.max(0, name.lastIndexOf('.'))).replace('.', '/'), scheme)));
        description.ifPresent(json -> CATALOG.addComponent(scheme, type.orElseThrow(), json));
        return description;
    }

    private static Optional<String> componentClass(String text) {
        var properties = new Properties();
        try {
            properties.load(new java.io.StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.ofNullable(properties.getProperty("class"));
    }

    private static Optional<String> text(String resource) {
        try (InputStream in = LOADER.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
