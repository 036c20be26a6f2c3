package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Finds an error handler in a file that has no route: in Camel it is for the files that are read later, in the hub it is not.
 */
final class ScopeCheck {

    private static final Set<String> ERROR_HANDLER = Set.of("errorHandler", "error-handler");
    private static final Set<String> ROUTES =
            Set.of("route", "from", "rest", "templatedRoute", "templated-route", "routeTemplate", "route-template");

    private ScopeCheck() {}

    static void check(Node root, Findings findings) {
        boolean hasRoutes = YamlTree.items(root).stream()
                .flatMap(item -> YamlTree.entries(item).stream())
                .anyMatch(entry -> ROUTES.contains(entry.key()));
        if (hasRoutes) {
            return;
        }
        for (Node item : YamlTree.items(root)) {
            YamlTree.entries(item).stream()
                    .filter(entry -> ERROR_HANDLER.contains(entry.key()))
                    .forEach(entry -> findings.warning(
                            Rule.CAMEL,
                            item,
                            "`%s` is for the routes of its own file, and there is none.".formatted(entry.key()),
                            "Write it into the file of the routes, or into a `routeConfiguration`."));
        }
    }
}
