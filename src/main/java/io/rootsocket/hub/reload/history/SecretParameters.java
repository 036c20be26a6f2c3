package io.rootsocket.hub.reload.history;

import io.rootsocket.hub.routes.ClassPathKamelets;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.RouteYaml;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The parameters that the kamelets of a folder declare to be secrets, by {@code format: password} or a descriptor. */
final class SecretParameters {

    private SecretParameters() {}

    static Set<String> of(FolderState state) {
        Stream<RouteSource> own =
                state.files().values().stream().filter(SourceFile::isKamelet).map(file -> file.in(Path.of("")));
        Stream<RouteSource> onBoard = state.files().values().stream()
                .flatMap(file -> ClassPathKamelets.ON_BOARD.mentionedIn(file.text()).stream())
                .distinct();
        return Stream.concat(own, onBoard)
                .flatMap(kamelet -> RouteYaml.of(kamelet).root().stream())
                .flatMap(SecretParameters::in)
                .collect(Collectors.toSet());
    }

    private static Stream<String> in(Node kamelet) {
        return get(kamelet, "spec")
                .flatMap(spec -> get(spec, "definition"))
                .flatMap(definition -> get(definition, "properties"))
                .stream()
                .flatMap(SecretParameters::entries)
                .filter(parameter -> isSecret(parameter.getValueNode()))
                .flatMap(parameter -> text(parameter.getKeyNode()).stream());
    }

    private static boolean isSecret(Node parameter) {
        boolean format =
                get(parameter, "format").flatMap(SecretParameters::text).equals(Optional.of("password"));
        boolean descriptor = get(parameter, "x-descriptors").stream()
                .flatMap(list -> list instanceof SequenceNode items ? items.getValue().stream() : Stream.empty())
                .flatMap(item -> text(item).stream())
                .anyMatch(item -> item.toLowerCase(java.util.Locale.ROOT).contains("password"));
        return format || descriptor;
    }

    private static Stream<NodeTuple> entries(Node node) {
        return node instanceof MappingNode mapping ? mapping.getValue().stream() : Stream.empty();
    }

    private static Optional<Node> get(Node node, String key) {
        return entries(node)
                .filter(entry -> text(entry.getKeyNode()).equals(Optional.of(key)))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }
}
