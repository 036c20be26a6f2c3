package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.yaml.EndpointUris;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * An endpoint as it stands in a file.
 *
 * @param direction whether messages come from it or go to it
 * @param uri the text of the URI
 * @param uriNode where that is
 * @param pathNode where its path is: in the URI, or below the parameters
 * @param options its options, those of the URI first
 * @param dynamic whether the URI is put together for each message
 */
public record EndpointUse(
        Direction direction, String uri, Node uriNode, Node pathNode, List<Option> options, boolean dynamic) {

    /** Where messages go. */
    public enum Direction {
        FROM,
        TO,
        /** Asked while a route runs, such as by {@code pollEnrich}. */
        POLL
    }

    /**
     * An option.
     *
     * @param keyNode where its name is; the URI if it is written there
     * @param valueNode where its value is
     */
    public record Option(String name, String value, Node keyNode, Node valueNode) {}

    private static final Pattern IN_QUERY = Pattern.compile("(?<=[?&])[\\w.-]+(?==)");

    public EndpointUse {
        options = List.copyOf(options);
    }

    /**
     * @param uri the URI, or the scheme alone with the path among the parameters
     * @param parameters the entries of {@code parameters}
     */
    public static EndpointUse of(
            Direction direction, String uri, Node uriNode, List<YamlTree.Entry> parameters, boolean dynamic) {
        var options = new ArrayList<Option>();
        String scheme = uri.replaceFirst("[:?].*", "");
        int question = uri.indexOf('?');
        if (question >= 0) {
            Arrays.stream(uri.substring(question + 1).split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair ->
                            options.add(new Option(EndpointUris.spelled(scheme, pair[0]), pair[1], uriNode, uriNode)));
        }
        var path = new LinkedHashMap<String, YamlTree.Entry>();
        List<String> names = parameters.stream().map(YamlTree.Entry::key).toList();
        List<String> inPath = EndpointUris.inPath(uri, names);
        for (YamlTree.Entry entry : parameters) {
            Optional<String> value = YamlTree.text(entry.value());
            if (inPath.contains(entry.key())) {
                path.put(entry.key(), entry);
            } else if (value.isPresent()) {
                options.add(new Option(
                        EndpointUris.spelled(scheme, entry.key()), value.get(), entry.keyNode(), entry.value()));
            }
        }
        Node pathNode =
                path.values().stream().findFirst().map(YamlTree.Entry::value).orElse(uriNode);
        return new EndpointUse(direction, withPath(spelled(uri, scheme), path), uriNode, pathNode, options, dynamic);
    }

    /** The URI with its options spelled as the catalog does. */
    private static String spelled(String uri, String scheme) {
        return IN_QUERY.matcher(uri)
                .replaceAll(name -> Matcher.quoteReplacement(EndpointUris.spelled(scheme, name.group())));
    }

    private static String withPath(String uri, Map<String, YamlTree.Entry> path) {
        var values = new LinkedHashMap<String, String>();
        path.forEach((name, entry) -> YamlTree.text(entry.value()).ifPresent(value -> values.put(name, value)));
        return values.isEmpty() ? uri : EndpointUris.withPath(uri, values);
    }

    /**
     * The same, with settings filled in.
     *
     * @param inUri fills them into a URI, in which the value of a setting is no syntax
     */
    public EndpointUse resolved(UnaryOperator<String> settings, UnaryOperator<String> inUri) {
        List<Option> filled = options.stream()
                .map(option ->
                        new Option(option.name(), settings.apply(option.value()), option.keyNode(), option.valueNode()))
                .toList();
        return new EndpointUse(direction, inUri.apply(uri), uriNode, pathNode, filled, dynamic);
    }

    /** The part before the first colon. */
    public String scheme() {
        int end = uri.indexOf(':') < 0 ? uri.indexOf('?') : uri.indexOf(':');
        return end < 0 ? uri : uri.substring(0, end);
    }

    /** The part between the scheme and the options. */
    public String path() {
        String rest = uri.length() > scheme().length() ? uri.substring(scheme().length() + 1) : "";
        int question = rest.indexOf('?');
        return (question < 0 ? rest : rest.substring(0, question)).replaceFirst("^//", "");
    }

    /** Scheme and path, without options, so without secrets that these may hold. */
    public String name() {
        return scheme() + ":" + path();
    }

    public Optional<Option> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** Where an option is written: its line below {@code parameters}, or the URI. */
    public Node place(String option) {
        return option(option).map(Option::keyNode).orElse(uriNode);
    }

    /** Whether a value is known only when a message comes, or when a template is used. */
    public static boolean isOpen(String value) {
        return value.contains("{{") || value.contains("${") || value.startsWith("#");
    }
}
