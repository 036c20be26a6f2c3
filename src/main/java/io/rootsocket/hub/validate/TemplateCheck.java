package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks that a route template exists, and gets what it needs and nothing else. */
final class TemplateCheck {

    private final Map<String, Node> templates = new TreeMap<>();

    TemplateCheck(List<RouteFile> files) {
        for (RouteFile file : files) {
            for (Node item : YamlTree.items(file.root())) {
                YamlTree.get(item, "routeTemplate")
                        .ifPresent(template -> YamlTree.get(template, "id")
                                .flatMap(YamlTree::text)
                                .ifPresent(id -> templates.put(id, template)));
            }
        }
    }

    /** The ids of all of them. */
    Set<String> names() {
        return templates.keySet();
    }

    void check(RouteFile file, Findings findings) {
        for (Node item : YamlTree.items(file.root())) {
            for (YamlTree.Entry entry : YamlTree.entries(item)) {
                if (entry.key().equals("templatedRoute")) {
                    YamlTree.get(entry.value(), "routeTemplateRef").ifPresent(ref -> check(entry, ref, findings));
                }
            }
        }
    }

    private void check(YamlTree.Entry templatedRoute, Node ref, Findings findings) {
        String name = YamlTree.text(ref).orElse("");
        Node template = templates.get(name);
        if (template == null) {
            findings.error(
                    Rule.TEMPLATE,
                    ref,
                    "There is no route template `%s`.".formatted(name),
                    NearestWord.suggestion(name, templates.keySet()));
            return;
        }
        Set<String> given = new HashSet<>();
        Map<String, Node> known = parameters(template);
        parameters(templatedRoute.value()).forEach((parameter, at) -> {
            given.add(parameter);
            if (!known.containsKey(parameter)) {
                findings.error(
                        Rule.TEMPLATE,
                        at,
                        "The route template `%s` has no parameter `%s`.".formatted(name, parameter),
                        NearestWord.suggestion(parameter, known.keySet()));
            }
        });
        known.forEach((parameter, at) -> {
            boolean needed = YamlTree.get(at, "defaultValue").isEmpty()
                    && !YamlTree.get(at, "required").flatMap(YamlTree::text).equals(Optional.of("false"));
            if (needed && !given.contains(parameter)) {
                findings.error(
                        Rule.TEMPLATE,
                        ref,
                        "The route template `%s` needs the parameter `%s`.".formatted(name, parameter),
                        "Add it to the parameters.");
            }
        });
    }

    private static Map<String, Node> parameters(Node owner) {
        var parameters = new TreeMap<String, Node>();
        for (Node parameter :
                YamlTree.get(owner, "parameters").map(YamlTree::items).orElse(List.of())) {
            YamlTree.get(parameter, "name").flatMap(YamlTree::text).ifPresent(name -> parameters.put(name, parameter));
        }
        return parameters;
    }
}
