package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.EndpointUris;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * An endpoint that a step names, in the short or in the long form.
 *
 * @param uri the URI, with its settings filled in
 * @param node where it is
 * @param options those of the URI, and those below {@code parameters}
 */
record Call(String uri, Node node, List<Option> options) {

    /** An option, and where its value is. */
    record Option(String name, String value, Node node) {}

    Call {
        options = List.copyOf(options);
    }

    /** @param node what a step such as {@code to} holds */
    static Optional<Call> of(Node node, UnaryOperator<String> settings) {
        Node uri = YamlTree.get(node, "uri").orElse(node);
        return YamlTree.text(uri).map(text -> of(text.strip(), uri, node, settings));
    }

    /**
     * @param uri the URI as it is written
     * @param step what holds the parameters
     */
    static Call of(String uri, Node node, Node step, UnaryOperator<String> settings) {
        List<YamlTree.Entry> parameters =
                YamlTree.get(step, "parameters").map(YamlTree::entries).orElse(List.of());
        return of(settings.apply(uri), node, parameters, settings);
    }

    static Call of(String uri, Node node) {
        return of(uri, node, List.of(), UnaryOperator.identity());
    }

    private static Call of(String uri, Node node, List<YamlTree.Entry> parameters, UnaryOperator<String> settings) {
        var options = new ArrayList<Option>();
        int question = uri.indexOf('?');
        if (question >= 0) {
            Arrays.stream(uri.substring(question + 1).split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> options.add(new Option(pair[0], pair[1], node)));
        }
        var path = new LinkedHashMap<String, String>();
        List<String> inPath = EndpointUris.inPath(
                uri, parameters.stream().map(YamlTree.Entry::key).toList());
        for (YamlTree.Entry entry : parameters) {
            YamlTree.text(entry.value()).map(settings).ifPresent(text -> {
                if (inPath.contains(entry.key())) {
                    path.put(entry.key(), text);
                } else {
                    options.add(new Option(entry.key(), text, entry.value()));
                }
            });
        }
        return new Call(path.isEmpty() ? uri : EndpointUris.withPath(uri, path), node, options);
    }

    String scheme() {
        int end = uri.indexOf(':') < 0 ? uri.indexOf('?') : uri.indexOf(':');
        return end < 0 ? uri : uri.substring(0, end);
    }

    /** What stands between the scheme and the options, or in the options instead of it. */
    String path() {
        String rest = uri.length() > scheme().length() ? uri.substring(scheme().length() + 1) : "";
        int question = rest.startsWith("?") ? 0 : rest.indexOf('?');
        return (question < 0 ? rest : rest.substring(0, question)).replaceFirst("^//", "");
    }

    Optional<String> option(String name) {
        return options.stream()
                .filter(option -> option.name().replace("-", "").equalsIgnoreCase(name))
                .map(Option::value)
                .findFirst();
    }

    boolean isTrue(String option) {
        return option(option).filter("true"::equals).isPresent();
    }

    /** Scheme and path without what may be a secret. */
    String name() {
        return scheme() + ":" + path().replaceFirst("^[^/@]*@", "");
    }

    /** The URI and the options that are not in it: each a text, and where it is. */
    List<Option> texts() {
        var texts = new ArrayList<Option>();
        texts.add(new Option("", uri, node));
        options.stream().filter(option -> option.node() != node).forEach(texts::add);
        return texts;
    }
}
