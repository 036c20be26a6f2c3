package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a kamelet says of its parameters.
 *
 * @param properties each with what is said of it
 * @param needed those that it cannot do without
 */
record KameletParameters(Map<String, Node> properties, Set<String> needed) {

    private static final Pattern NO_DEFAULT = Pattern.compile("\\{\\{([\\w.-]+)(?:\\?nested=false)?}}");

    KameletParameters {
        properties = Map.copyOf(properties);
        needed = Collections.unmodifiableSet(new TreeSet<>(needed));
    }

    static KameletParameters of(Node kamelet) {
        Map<String, Node> properties =
                YamlTree.get(kamelet, "spec", "definition", "properties")
                        .map(YamlTree::entries)
                        .orElse(List.of())
                        .stream()
                        .collect(Collectors.toMap(YamlTree.Entry::key, YamlTree.Entry::value, (a, b) -> a));
        return new KameletParameters(properties, needed(kamelet, properties));
    }

    /** What is declared so, and what the template has no way to do without. */
    private static Set<String> needed(Node kamelet, Map<String, Node> properties) {
        Stream<String> declared =
                YamlTree.get(kamelet, "spec", "definition", "required").map(YamlTree::items).orElse(List.of()).stream()
                        .flatMap(item -> YamlTree.text(item).stream());
        Stream<String> used = YamlTree.get(kamelet, "spec", "template").map(KameletParameters::texts).stream()
                .flatMap(texts -> texts)
                .flatMap(text -> NO_DEFAULT.matcher(text).results())
                .map(match -> match.group(1))
                .filter(properties::containsKey);
        return Stream.concat(declared, used)
                .filter(name -> YamlTree.get(properties.get(name), "default").isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> texts(Node node) {
        return Stream.of(
                        YamlTree.text(node).stream(),
                        YamlTree.items(node).stream().flatMap(KameletParameters::texts),
                        YamlTree.entries(node).stream().flatMap(entry -> texts(entry.value())))
                .flatMap(texts -> texts);
    }
}
