package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.Piece.Kind;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Cuts a file into its pieces, by the marks that the YAML parser leaves. A file whose parts belong together — a top-level
 * {@code onException}, an anchor — stays whole.
 */
public final class PieceReader {

    private static final Map<String, Kind> ALONE = Map.of(
            "route", Kind.ROUTES,
            "from", Kind.ROUTES,
            "templatedRoute", Kind.ROUTES,
            "routeTemplate", Kind.TEMPLATE,
            "routeConfiguration", Kind.CONFIGURATION,
            "beans", Kind.BEANS);

    private PieceReader() {}

    /** @param root what the file holds */
    static List<Piece> read(SourceFile file, Node root) {
        if (file.isKamelet()) {
            return List.of(new Piece(file.name(), 1, Kind.TEMPLATE, List.of(kameletName(file)), file.text()));
        }
        List<Part> parts = items(root);
        boolean apart = !parts.isEmpty()
                && parts.stream().allMatch(part -> ALONE.containsKey(part.key()) && beginsWithItsDash(file, part))
                && !hasAlias(root, new HashSet<>());
        return apart ? cut(file, parts) : List.of(whole(file, parts));
    }

    /**
     * The pieces of a file that is only checked, each under the whole path of its file. What declares beans is left out, as
     * Camel would make them.
     */
    public static List<Piece> withoutBeans(RouteSource source, Node root) {
        if (YamlTree.get(root, "kind").flatMap(YamlTree::text).equals(Optional.of("Kamelet"))) {
            List<String> name = YamlTree.get(root, "metadata", "name").flatMap(YamlTree::text).stream()
                    .toList();
            return List.of(new Piece(source.file().toString(), 1, Kind.TEMPLATE, name, source.text()));
        }
        var file =
                SourceFile.of(source.file().toString(), blankBeans(source, root).getBytes(StandardCharsets.UTF_8));
        return read(file, root).stream()
                .filter(piece -> piece.kind() != Kind.BEANS && !piece.yaml().isBlank())
                .toList();
    }

    private static String blankBeans(RouteSource source, Node root) {
        List<String> lines = new ArrayList<>(source.text().lines().toList());
        List<Part> parts = root instanceof SequenceNode sequence ? parts(sequence) : List.of();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).key().equals("beans")) {
                int end = i + 1 < parts.size() ? parts.get(i + 1).start() : lines.size();
                Collections.fill(lines.subList(parts.get(i).start(), end), "");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    static String kameletName(SourceFile file) {
        return file.name().substring(SourceFile.KAMELETS.length()).replace(".kamelet.yaml", "");
    }

    private record Part(String key, Node value, int start) {}

    private static List<Part> parts(SequenceNode sequence) {
        var parts = new ArrayList<Part>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
                return List.of();
            }
            NodeTuple only = mapping.getValue().get(0);
            parts.add(new Part(scalar(only.getKeyNode()).orElse(""), only.getValueNode(), line(item)));
        }
        return parts;
    }

    /** From 0. */
    private static int line(Node node) {
        return node.getStartMark().orElseThrow().getLine();
    }

    private static boolean beginsWithItsDash(SourceFile file, Part part) {
        return file.text()
                .lines()
                .skip(part.start())
                .findFirst()
                .orElse("")
                .strip()
                .startsWith("-");
    }

    /** A node that is met twice is an alias of an anchor, which a piece of its own would not know. */
    private static boolean hasAlias(Node node, Set<Node> met) {
        if (node instanceof ScalarNode && node.getAnchor().isEmpty()) {
            return false;
        }
        if (node.getAnchor().isPresent() && !met.add(node)) {
            return true;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().anyMatch(child -> hasAlias(child, met));
        }
        return node instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .anyMatch(child -> hasAlias(child.getKeyNode(), met) || hasAlias(child.getValueNode(), met));
    }

    private static List<Piece> cut(SourceFile file, List<Part> parts) {
        List<String> lines = file.text().lines().toList();
        List<List<String>> ids = ids(file.name(), parts);
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int end = i + 1 < parts.size() ? parts.get(i + 1).start() : lines.size();
            pieces.add(
                    new Piece(file.name(), part.start() + 1, kind(part), ids.get(i), text(lines, part.start(), end)));
        }
        return pieces;
    }

    /** What each route of a file is called, with and without an id, by the node that it is. */
    public static Map<Node, String> names(String file, Node root) {
        var names = new IdentityHashMap<Node, String>();
        List<Part> routes = items(root).stream()
                .filter(part -> kind(part) == Kind.ROUTES && ALONE.containsKey(part.key()))
                .toList();
        List<List<String>> ids = ids(file, routes);
        for (int i = 0; i < routes.size(); i++) {
            Node route = routes.get(i).value();
            ids.get(i).stream().findFirst().ifPresent(name -> names.put(route, name));
        }
        return names;
    }

    private static List<Part> items(Node root) {
        return root instanceof SequenceNode sequence ? parts(sequence) : List.of();
    }

    /** The ids of each part. A route without one goes by the name of its schedule, or else by its place in the file. */
    private static List<List<String>> ids(String file, List<Part> parts) {
        var all = new ArrayList<List<String>>();
        int unnamed = 0;
        for (Part part : parts) {
            List<String> own = ids(part);
            // What is no route at all takes no name from one: what is wrong with it is said elsewhere.
            boolean isRoute = kind(part) == Kind.ROUTES && part.value() instanceof MappingNode;
            if (own.isEmpty() && isRoute && ALONE.containsKey(part.key())) {
                Optional<String> source = SourceName.of(part.key(), part.value());
                own = List.of(source.isPresent() ? source.get() : stem(file) + (++unnamed == 1 ? "" : "-" + unnamed));
            }
            all.add(own);
        }
        return all;
    }

    private static Kind kind(Part part) {
        return ALONE.getOrDefault(part.key(), Kind.ROUTES);
    }

    /** Without the comments at its end, which speak of the next piece. */
    private static String text(List<String> lines, int start, int end) {
        int last = end;
        while (last > start + 1
                && (lines.get(last - 1).isBlank() || lines.get(last - 1).startsWith("#"))) {
            last--;
        }
        return String.join("\n", lines.subList(start, last)) + "\n";
    }

    private static Piece whole(SourceFile file, List<Part> parts) {
        List<Part> routes = parts.stream()
                .filter(part -> kind(part) == Kind.ROUTES && ALONE.containsKey(part.key()))
                .toList();
        List<String> ids =
                ids(file.name(), routes).stream().flatMap(List::stream).toList();
        return new Piece(file.name(), 1, Kind.ROUTES, ids, file.text());
    }

    private static String stem(String file) {
        // An id is part of addresses.
        return file.replaceFirst("(\\.(camel|pipe))?\\.ya?ml$", "").replace('/', '-');
    }

    private static List<String> ids(Part part) {
        if (part.key().equals("beans")) {
            return part.value() instanceof SequenceNode beans
                    ? beans.getValue().stream()
                            .flatMap(bean -> field(bean, "name").stream())
                            .toList()
                    : List.of();
        }
        if (part.key().startsWith("templated")) {
            return field(part.value(), "routeId").stream().toList();
        }
        return field(part.value(), "id").stream().toList();
    }

    private static Optional<String> field(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> scalar(tuple.getKeyNode()).equals(Optional.of(key)))
                        .findFirst()
                        .flatMap(tuple -> scalar(tuple.getValueNode()))
                : Optional.empty();
    }

    private static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }
}
