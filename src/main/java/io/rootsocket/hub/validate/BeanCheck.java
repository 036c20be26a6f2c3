package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.refusal.NotOnBoard;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchLanguageException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks the beans of a folder: that their classes are on board, and that those that a step names exist. */
final class BeanCheck {

    private final CamelContext camel;
    private final Set<String> names = new TreeSet<>();

    BeanCheck(CamelContext camel, List<RouteFile> files) {
        this.camel = camel;
        files.forEach(file -> YamlTree.items(file.root())
                .forEach(item -> YamlTree.get(item, "beans")
                        .ifPresent(beans -> YamlTree.items(beans)
                                .forEach(bean -> YamlTree.get(bean, "name")
                                        .flatMap(YamlTree::text)
                                        .ifPresent(names::add)))));
    }

    void check(Node node, Findings findings) {
        YamlTree.items(node).forEach(item -> check(item, findings));
        for (YamlTree.Entry entry : YamlTree.entries(node)) {
            if (entry.key().equals("beans")) {
                YamlTree.items(entry.value()).forEach(bean -> {
                    type(bean, "type", findings);
                    script(bean, findings);
                });
            } else if (entry.key().equals("bean")) {
                type(entry.value(), "beanType", findings);
                YamlTree.get(entry.value(), "ref").ifPresent(ref -> ref(ref, findings));
            }
            check(entry.value(), findings);
        }
    }

    private void type(Node bean, String key, Findings findings) {
        Optional<Node> type = YamlTree.get(bean, key);
        String name = type.flatMap(YamlTree::text)
                .orElse("")
                .replaceFirst("^#class:", "")
                .replaceFirst("\\(.*", "");
        boolean checkable = !name.isEmpty()
                && !EndpointUse.isOpen(name)
                && YamlTree.get(bean, "scriptLanguage").isEmpty();
        if (type.isEmpty() || !checkable) {
            return;
        }
        Class<?> found = camel.getClassResolver().resolveClass(name);
        if (found != null && key.equals("type")) {
            BeanShape.check(camel, bean, type.get(), found, findings);
        }
        if (found == null) {
            findings.error(
                    Rule.BEAN,
                    type.get(),
                    "There is no class `%s`.".formatted(name),
                    "Put its jar into ext/, or correct the name.");
        }
    }

    private void script(Node bean, Findings findings) {
        YamlTree.get(bean, "script")
                .filter(script -> YamlTree.get(bean, "scriptLanguage").isEmpty())
                .ifPresent(script -> findings.error(
                        Rule.BEAN, script, "Nothing says what the `script` is written in.", "Add `scriptLanguage`."));
        Optional<Node> language = YamlTree.get(bean, "scriptLanguage");
        String name = language.flatMap(YamlTree::text).orElse("");
        if (language.isEmpty() || EndpointUse.isOpen(name)) {
            return;
        }
        if (YamlTree.get(bean, "script").isEmpty()) {
            findings.error(
                    Rule.BEAN,
                    language.get(),
                    "`scriptLanguage` says what a `script` is written in, and there is none.",
                    "Add the `script`, or leave out `scriptLanguage`.");
            return;
        }
        try {
            camel.resolveLanguage(name);
        } catch (NoSuchLanguageException e) {
            NotOnBoard missing = NotOnBoard.language(camel, name);
            findings.error(Rule.BEAN, language.get(), missing.message(), missing.suggestion());
        }
    }

    private void ref(Node ref, Findings findings) {
        String name = YamlTree.text(ref).orElse("").replaceFirst("^#(bean:)?", "");
        boolean known = name.isEmpty()
                || EndpointUse.isOpen(name)
                || name.contains(":")
                || names.contains(name)
                || camel.getRegistry().lookupByName(name) != null
                || camel.getClassResolver().resolveClass(name) != null;
        if (!known) {
            findings.error(
                    Rule.BEAN,
                    ref,
                    "There is no bean `%s`.".formatted(name),
                    NearestWord.suggestion(name, names)
                            .or(() -> Optional.of("Declare it below `beans` in a route file.")));
        }
    }
}
