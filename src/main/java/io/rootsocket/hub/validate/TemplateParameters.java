package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.LinkedHashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The names that a template or a kamelet gives values to, so that they are settings inside of it. */
final class TemplateParameters {

    private static final Set<String> CAMELS_OWN = Set.of("routeId", "templateId", "uuid", "parentId");

    private TemplateParameters() {}

    static Set<String> of(Node root) {
        var names = new LinkedHashSet<String>(CAMELS_OWN);
        YamlTree.get(root, "spec", "template", "beans").ifPresent(beans -> addNames(beans, names));
        YamlTree.get(root, "spec", "definition", "properties")
                .ifPresent(properties -> YamlTree.entries(properties).forEach(property -> names.add(property.key())));
        for (Node item : YamlTree.items(root)) {
            YamlTree.get(item, "routeTemplate", "parameters").ifPresent(parameters -> addNames(parameters, names));
            YamlTree.get(item, "routeTemplate", "beans").ifPresent(beans -> addNames(beans, names));
        }
        return names;
    }

    private static void addNames(Node list, Set<String> names) {
        YamlTree.items(list)
                .forEach(item ->
                        YamlTree.get(item, "name").flatMap(YamlTree::text).ifPresent(names::add));
    }
}
