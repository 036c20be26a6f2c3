package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.EndpointUse.Direction;
import io.rootsocket.hub.routes.yaml.RouteYaml;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What a file gives to others and takes from them, by name: what can be edited without it, and what cannot.
 *
 * @param owns what it gives, and what nobody else can have: {@code direct:orders}, {@code kamelet:greet}, {@code route:a}
 * @param uses what it takes from others, if it does not have it itself
 * @param sources what starts its routes
 * @param text all of it, in which beans, configurations and settings are only mentioned
 * @param forAll whether it gives something to every route, such as a configuration without a name
 * @param readable whether it is YAML; if not, what its text mentions may be its own or another's
 */
public record FileNames(
        Set<String> owns, Set<String> uses, Set<String> sources, String text, boolean forAll, boolean readable) {

    private static final Map<String, Direction> ENDPOINTS = Map.of(
            "from", Direction.FROM,
            "to", Direction.TO,
            "toD", Direction.TO,
            "wireTap", Direction.TO,
            "enrich", Direction.TO,
            "pollEnrich", Direction.POLL,
            "poll", Direction.POLL);

    /** What one route takes from another by its name. */
    private static final Set<String> INSIDE = Set.of("direct", "seda", "disruptor", "vm");

    /** What a file only mentions when it takes it. */
    private static final Pattern MENTIONED = Pattern.compile("(bean|configuration|setting):(.*)", Pattern.DOTALL);

    public FileNames {
        owns = Set.copyOf(owns);
        uses = Set.copyOf(uses);
        sources = Set.copyOf(sources);
    }

    /** The names of a file. Of one that cannot be read there are none but in its text. */
    public static FileNames of(SourceFile file) {
        Optional<Node> root = file.isCalendar() || file.isProperties()
                ? Optional.empty()
                : RouteYaml.of(file.in(Path.of(""))).root();
        var reader = new Reader();
        if (file.isKamelet()) {
            // It is meant to be this one, also while it cannot be read.
            reader.owns.add("kamelet:" + PieceReader.kameletName(file));
        }
        root.ifPresent(node -> reader.read(file, node));
        boolean readable = root.isPresent() || file.isProperties() || RouteKeywords.isEmpty(file.text());
        return new FileNames(reader.owns, reader.uses, reader.sources, file.text(), reader.forAll, readable);
    }

    /** A file that is not there. */
    public static final FileNames NONE = new FileNames(Set.of(), Set.of(), Set.of(), "", false, true);

    /** Whether this file takes something from another. */
    public boolean takesFrom(FileNames other) {
        return other.forAll || other.owns.stream().anyMatch(name -> uses.contains(name) || mentions(name));
    }

    /** Whether a name is its own, or may be. */
    public boolean mayOwn(String name) {
        return owns.contains(name) || !readable && says(name);
    }

    private boolean mentions(String name) {
        var mentioned = MENTIONED.matcher(name);
        return mentioned.matches() && says(name);
    }

    private boolean says(String name) {
        String word = name.substring(name.indexOf(':') + 1);
        return !word.isEmpty()
                && Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-])")
                        .matcher(text)
                        .find();
    }

    private static final class Reader {

        private final Set<String> owns = new HashSet<>();
        private final Set<String> uses = new HashSet<>();
        private final Set<String> sources = new HashSet<>();
        private boolean forAll;

        void read(SourceFile file, Node root) {
            PieceReader.read(file, root).stream()
                    .filter(piece -> piece.kind() == Piece.Kind.ROUTES)
                    .forEach(piece -> piece.ids().forEach(id -> owns.add("route:" + id)));
            if (file.isKamelet()) {
                YamlTree.get(root, "metadata", "name")
                        .flatMap(YamlTree::text)
                        .ifPresent(name -> owns.add("kamelet:" + name));
            }
            for (Node item : YamlTree.items(root)) {
                YamlTree.entries(item).forEach(this::item);
            }
            walk(root);
        }

        private void item(YamlTree.Entry item) {
            Optional<String> id = YamlTree.get(item.value(), "id").flatMap(YamlTree::text);
            switch (item.key()) {
                case "beans" ->
                    YamlTree.items(item.value())
                            .forEach(bean -> YamlTree.get(bean, "name")
                                    .flatMap(YamlTree::text)
                                    .ifPresent(name -> owns.add("bean:" + name)));
                case "routeTemplate", "route-template" -> id.ifPresent(name -> owns.add("template:" + name));
                case "routeConfiguration", "route-configuration" -> {
                    id.ifPresent(name -> owns.add("configuration:" + name));
                    forAll |= id.isEmpty();
                }
                default -> {
                    // Everything else gives what its endpoints do.
                }
            }
        }

        private void walk(Node node) {
            YamlTree.items(node).forEach(this::walk);
            for (YamlTree.Entry entry : YamlTree.entries(node)) {
                Direction direction = ENDPOINTS.get(entry.key());
                if (direction != null) {
                    endpoint(direction, entry.value());
                } else if (entry.key().equals("routeTemplateRef") || entry.key().equals("route-template-ref")) {
                    YamlTree.text(entry.value()).ifPresent(name -> uses.add("template:" + name));
                } else if (entry.key().equals("kamelet")) {
                    YamlTree.get(entry.value(), "name")
                            .or(() -> Optional.of(entry.value()))
                            .flatMap(YamlTree::text)
                            .ifPresent(name -> uses.add("kamelet:" + name));
                }
                walk(entry.value());
            }
        }

        private void endpoint(Direction direction, Node value) {
            Node uri = YamlTree.get(value, "uri").orElse(value);
            List<YamlTree.Entry> parameters =
                    YamlTree.get(value, "parameters").map(YamlTree::entries).orElse(List.of());
            YamlTree.text(uri)
                    .map(text -> EndpointUse.of(direction, text.strip(), uri, parameters, false))
                    .ifPresent(this::endpoint);
        }

        private void endpoint(EndpointUse use) {
            String path = use.path();
            boolean from = use.direction() == Direction.FROM;
            if (use.scheme().equals("kamelet")) {
                uses.add("kamelet:" + path.replaceFirst("/.*", ""));
            } else if (INSIDE.contains(use.scheme()) && !path.isEmpty() && !EndpointUse.isOpen(path)) {
                (from ? owns : uses).add("endpoint:" + path);
            } else if (from && use.scheme().equals("platform-http")) {
                owns.add("webhook:" + path);
            }
            if (from) {
                sources.add(use.uri());
            }
        }
    }
}
