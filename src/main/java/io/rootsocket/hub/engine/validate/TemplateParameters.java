package io.rootsocket.hub.engine.validate;

import java.util.LinkedHashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The names that a template or a kamelet gives values to, so that they are settings inside of it. */
final class TemplateParameters {

    private TemplateParameters() {}

    static Set<String> of(Node root) {
        var names = new LinkedHashSet<String>();
        YamlTree.get(root, "spec", "definition", "properties")
                .ifPresent(properties -> YamlTree.entries(properties).forEach(property -> names.add(property.key())));
        for (Node item : YamlTree.items(root)) {
            YamlTree.get(item, "routeTemplate", "parameters")
                    .ifPresent(parameters -> YamlTree.items(parameters)
                            .forEach(parameter -> YamlTree.get(parameter, "name")
                                    .flatMap(YamlTree::text)
                                    .ifPresent(names::add)));
        }
        return names;
    }
}
