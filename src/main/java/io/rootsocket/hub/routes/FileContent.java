package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a YAML file in the folder of routes is: routes, be they broken, or something that project folders hold besides. Of
 * what is no route nothing is kept and nothing shown, as it may be a list of passwords that was linked here by mistake.
 *
 * @param standing what becomes of it
 * @param why it does not run, where it does not
 */
record FileContent(Standing standing, Optional<OddFile> why) {

    /** What becomes of a file. */
    enum Standing {
        /** It is read as routes. */
        ROUTES,
        /** It was meant to run and cannot: an error. */
        REFUSED,
        /** It lies among the routes and is none: a warning, and no harm. */
        FOREIGN
    }

    static final FileContent ROUTES = new FileContent(Standing.ROUTES, Optional.empty());

    private static final String CAMEL = "camel.apache.org/";
    private static final String TO_MOVE = "Move it elsewhere if it should not be named here.";

    /** What a top-level key tells of a file that is no list. */
    private static final Map<String, String> KNOWN = Map.of(
            "openapi", "an OpenAPI description",
            "swagger", "an OpenAPI description",
            "asyncapi", "an AsyncAPI description",
            "services", "a Compose file",
            "tests", "a file of tests, which are read in the folder `tests`");

    private static final Set<String> SHORT_FORM = Set.of("route", "from");

    private static final Pattern SAFE_KIND = Pattern.compile("[A-Z][A-Za-z]{0,60}");

    /** What somebody works on who has not finished a line: no YAML, and a list of routes all the same. */
    private static final Pattern BEGINS_ROUTES =
            Pattern.compile("(?m)^\\s*-?\\s*[\"'{]*(" + RouteKeywords.TOP + ")[\"']?\\s*:");

    private static final Pattern OF_ANOTHER_KIND = Pattern.compile("(?m)^kind\\s*:\\s*[A-Z]");

    static FileContent of(SourceFile file) {
        String text = file.text();
        if (RouteKeywords.isEmpty(text)) {
            return ROUTES;
        }
        try {
            List<Node> documents = YamlTree.documents(text);
            return documents.stream()
                    .map(root -> of(root, file))
                    .map(content -> file.isKamelet() && content.standing() == Standing.FOREIGN ? noKamelet() : content)
                    .reduce((one, other) ->
                            one.standing().ordinal() <= other.standing().ordinal() ? one : other)
                    .orElse(ROUTES);
        } catch (YamlEngineException e) {
            boolean routes = BEGINS_ROUTES.matcher(text).find()
                    && (!OF_ANOTHER_KIND.matcher(text).find() || text.contains(CAMEL));
            return routes || file.isKamelet() || text.contains(CAMEL) ? ROUTES : foreign("It holds no routes.");
        }
    }

    /** By its name alone. */
    static Optional<FileContent> ofName(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (last.startsWith(".")) {
            return Optional.of(foreign("It is a hidden file, and those are not read."));
        }
        if (last.matches(".*\\.jkube\\.ya?ml")) {
            return Optional.of(foreign("It is a fragment for JKube, and holds no routes."));
        }
        if (last.matches(".*\\.test\\.ya?ml")) {
            return Optional.of(foreign("Tests are read in the folder `tests`."));
        }
        if (last.endsWith(SourceFile.KAMELET) && !SourceFile.isKamelet(name)) {
            return Optional.of(misplacedKamelet());
        }
        return Optional.empty();
    }

    private static FileContent of(Node root, SourceFile file) {
        Optional<FileContent> resource = ofResource(root, file);
        if (resource.isPresent()) {
            return resource.get();
        }
        if (isEmpty(root) || topKeys(root).stream().anyMatch(RouteKeywords::isTop) || holdsRoute(root, 4)) {
            return ROUTES;
        }
        boolean mistyped = YamlTree.items(root).stream()
                .flatMap(item -> YamlTree.entries(item).stream().limit(1))
                .anyMatch(first -> !YamlTree.entries(first.value()).isEmpty() && RouteKeywords.isNearTop(first.key()));
        return mistyped ? ROUTES : foreign(said(root));
    }

    private static boolean isEmpty(Node root) {
        return root instanceof ScalarNode scalar && YamlTree.json(scalar).isNull()
                || YamlTree.items(root).isEmpty() && YamlTree.entries(root).isEmpty() && !(root instanceof ScalarNode);
    }

    /** A file that says itself what it is, as Kubernetes has it. */
    private static Optional<FileContent> ofResource(Node root, SourceFile file) {
        String kind = YamlTree.get(root, "kind").flatMap(YamlTree::text).orElse("");
        String version =
                YamlTree.get(root, "apiVersion").flatMap(YamlTree::text).orElse("");
        return switch (kind) {
            case "Kamelet" -> file.isKamelet() ? Optional.of(ROUTES) : Optional.of(misplacedKamelet());
            case "Pipe" ->
                version.startsWith(CAMEL + "v1")
                        ? Optional.of(ROUTES)
                        : Optional.of(refused(
                                "This `Pipe` does not say which kind of pipe it is.",
                                "Write `apiVersion: camel.apache.org/v1`."));
            case "KameletBinding" ->
                Optional.of(refused(
                        "A `KameletBinding` is the old form of a `Pipe`, and is not run.",
                        "Write `apiVersion: camel.apache.org/v1` and `kind: Pipe`."));
            case "Integration" ->
                Optional.of(refused(
                        "An `Integration` resource is for Camel K, and is not run here.",
                        "Write what it has under `flows` as a file of its own, which begins with `- route:`."));
            case "" -> version.startsWith(CAMEL) ? Optional.of(ROUTES) : Optional.empty();
            default -> version.isEmpty() ? Optional.empty() : Optional.of(foreignResource(kind));
        };
    }

    private static FileContent foreignResource(String kind) {
        return foreign(
                SAFE_KIND.matcher(kind).matches()
                        ? "It is a resource of the kind `%s`, and holds no routes.".formatted(kind)
                        : "It is a resource, and holds no routes.");
    }

    private static FileContent noKamelet() {
        return refused(
                "It is named as a kamelet, and holds none.",
                "Write `kind: Kamelet`, with its steps below `spec` and `template`, or move it elsewhere.");
    }

    private static FileContent misplacedKamelet() {
        return refused(
                "It is a kamelet, and kamelets are read in the folder `kamelets` only.",
                "Move it into the folder `kamelets`, which lies beside the routes.");
    }

    private static List<String> topKeys(Node root) {
        var keys = new ArrayList<String>();
        YamlTree.entries(root).forEach(entry -> keys.add(entry.key()));
        YamlTree.items(root)
                .forEach(item -> YamlTree.entries(item).stream().limit(1).forEach(entry -> keys.add(entry.key())));
        return keys;
    }

    /** Somewhere inside, such as below a key that does not belong there. */
    private static boolean holdsRoute(Node node, int depth) {
        for (YamlTree.Entry entry : YamlTree.entries(node)) {
            boolean begins = SHORT_FORM.contains(entry.key())
                    && (YamlTree.get(entry.value(), "uri").isPresent()
                            || YamlTree.get(entry.value(), "from", "uri").isPresent());
            if (begins || depth > 0 && holdsRoute(entry.value(), depth - 1)) {
                return true;
            }
        }
        return depth > 0 && YamlTree.items(node).stream().anyMatch(item -> holdsRoute(item, depth - 1));
    }

    private static String said(Node root) {
        return YamlTree.entries(root).stream()
                .flatMap(entry -> Optional.ofNullable(KNOWN.get(entry.key())).stream())
                .findFirst()
                .map("It is %s, and holds no routes."::formatted)
                .orElse("It holds no routes.");
    }

    static FileContent foreign(String message) {
        return new FileContent(Standing.FOREIGN, Optional.of(new OddFile(1, message, TO_MOVE)));
    }

    private static FileContent refused(String message, String suggestion) {
        return new FileContent(Standing.REFUSED, Optional.of(new OddFile(1, message, suggestion)));
    }
}
