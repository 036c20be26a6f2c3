package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.EndpointUse.Option;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a scheduled route goes by that has no id: the name of its schedule. The place in its file would be another one once
 * something is written above it, and a pause and a history would move to the next route.
 */
final class SourceName {

    private static final Set<String> SCHEDULED = Set.of("schedule", "quartz", "cron");

    private SourceName() {}

    /**
     * @param key how the route is written: {@code route}, {@code from} or {@code templatedRoute}
     * @param value what is written there
     * @return empty if it is no schedule, or has no name of its own
     */
    static Optional<String> of(String key, Node value) {
        if (key.startsWith("templated")) {
            return named(options(value)).map(Option::value).filter(SourceName::isPlain);
        }
        Optional<Node> from = key.equals("from") ? Optional.of(value) : YamlTree.get(value, "from");
        return from.flatMap(SourceName::ofSource).filter(SourceName::isPlain);
    }

    private static Optional<String> ofSource(Node from) {
        Optional<Node> uri = YamlTree.get(from, "uri").or(() -> Optional.of(from));
        return uri.flatMap(YamlTree::text)
                .map(text -> EndpointUse.of(
                        Direction.FROM,
                        text,
                        uri.get(),
                        YamlTree.get(from, "parameters").map(YamlTree::entries).orElse(List.of()),
                        false))
                .flatMap(SourceName::ofUse);
    }

    private static Optional<String> ofUse(EndpointUse use) {
        if (SCHEDULED.contains(use.scheme())) {
            return Optional.of(use.path()).filter(name -> !name.isEmpty());
        }
        return use.scheme().equals("kamelet") ? named(use.options()).map(Option::value) : Optional.empty();
    }

    /** The parameter {@code name} of a kamelet or template that also takes times. */
    private static Optional<Option> named(List<Option> parameters) {
        boolean scheduled = parameters.stream()
                .anyMatch(parameter ->
                        parameter.name().equals("cron") || parameter.name().equals("every"));
        return parameters.stream()
                .filter(parameter -> scheduled && parameter.name().equals("name"))
                .findFirst();
    }

    /** The parameters of a templated route, each a mapping with a name and a value. */
    private static List<Option> options(Node templatedRoute) {
        var options = new ArrayList<Option>();
        for (Node item :
                YamlTree.items(YamlTree.get(templatedRoute, "parameters").orElse(null))) {
            Optional<Node> name = YamlTree.get(item, "name");
            Optional<Node> value = YamlTree.get(item, "value");
            if (name.isPresent() && value.isPresent()) {
                options.add(new Option(
                        YamlTree.text(name.get()).orElse(""),
                        YamlTree.text(value.get()).orElse(""),
                        name.get(),
                        value.get()));
            }
        }
        return options;
    }

    private static boolean isPlain(String name) {
        return !name.isBlank() && !EndpointUse.isOpen(name);
    }
}
