package io.rootsocket.hub.routes;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Tells a file of routes, be it broken, from one that only lies among them: a list of passwords, perhaps of another folder
 * and linked here by mistake. Of such a file nothing is kept and nothing shown.
 */
final class RouteKeywords {

    private static final String TOP = "route|from|routeTemplate|route-template|templatedRoute|templated-route"
            + "|routeConfiguration|route-configuration|beans|rest|restConfiguration|errorHandler|error-handler"
            + "|onException|on-exception|onCompletion|on-completion|intercept\\w*|apiVersion|kind";
    private static final Pattern OF_ROUTES = Pattern.compile(TOP);
    /** Also those that show, when the first word is mistyped, that it was meant to be one. */
    private static final Pattern SOMEWHERE =
            Pattern.compile("(?m)(^|[\\s{,\\-\"'])(" + TOP + "|uri|steps)[\"']?\\s*:(\\s|$)");

    private static final Pattern CONTENT = Pattern.compile("(?m)^\\s*[^\\s#]");

    private RouteKeywords() {}

    /** Whether a text may be a file of routes that somebody works on, or has no content yet. */
    static boolean mayBeIn(String text) {
        return SOMEWHERE.matcher(text).find() || !CONTENT.matcher(text).find();
    }

    /** Whether a text is a list of routes and of what belongs to them, or a kamelet, and nothing else. */
    static boolean areAllOf(SourceFile file) {
        Optional<Node> root = RouteYaml.of(file.in(Path.of(""))).root();
        if (root.isEmpty()) {
            return !CONTENT.matcher(file.text()).find();
        }
        return root.get() instanceof SequenceNode list
                ? list.getValue().stream().allMatch(RouteKeywords::beginsWithOne)
                : beginsWithOne(root.get());
    }

    private static boolean beginsWithOne(Node node) {
        return node instanceof MappingNode map
                && map.getValue().stream()
                        .limit(1)
                        .anyMatch(entry -> entry.getKeyNode() instanceof ScalarNode key
                                && OF_ROUTES.matcher(key.getValue()).matches());
    }
}
