package io.rootsocket.hub.routes.graph;

import static io.rootsocket.hub.routes.yaml.YamlTree.entries;
import static io.rootsocket.hub.routes.yaml.YamlTree.get;

import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.routes.yaml.YamlTree.Entry;
import io.rootsocket.hub.settings.SettingNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** What tells a step from others of its kind. Of options and of what is set it tells names, as values may be secrets. */
final class StepDetail {

    private static final Set<String> LANGUAGES = Set.of(
            "simple",
            "csimple",
            "constant",
            "jq",
            "jsonpath",
            "xpath",
            "xquery",
            "xtokenize",
            "tokenize",
            "groovy",
            "header",
            "exchangeProperty",
            "variable",
            "method",
            "ref",
            "language",
            "datasonnet",
            "joor",
            "java",
            "js",
            "mvel",
            "ognl",
            "python",
            "spel",
            "hl7terser",
            "wasm");

    /** Options by which a person knows an endpoint, the most telling first. */
    private static final List<String> TELLING =
            List.of("channel", "path", "when", "cron", "every", "period", "topic", "queue", "folder");

    /** Of steps, those that name what they set or use. */
    private static final List<String> NAMES =
            List.of("name", "ref", "message", "exceptionType", "type", "routeTemplateRef");

    /** Whose value is what a person put there, which may be a key. */
    private static final Set<String> NAMED_ONLY = Set.of("setHeader", "setProperty", "setVariable", "script");

    private StepDetail() {}

    /** Of a step that is no endpoint. */
    static Optional<String> of(String keyword, Node value) {
        Stream<Optional<String>> found = NAMED_ONLY.contains(keyword)
                ? Stream.of(named(value))
                : Stream.of(expression(value), named(value), own(keyword, value), format(keyword, value));
        return found.flatMap(Optional::stream)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Of an endpoint. */
    static Optional<String> of(EndpointUse use) {
        return TELLING.stream()
                .filter(name -> !SettingNames.isSecret(name))
                .flatMap(name -> use.option(name).stream())
                .filter(option -> !use.path().equals(option.value()))
                .map(option -> option.name() + " " + option.value())
                .findFirst();
    }

    /** Where it is, without options and without who logs on there. */
    static String address(EndpointUse use) {
        String path = use.path().replaceFirst("^[^/@]*@", "");
        return path.isEmpty() ? use.scheme() : use.scheme() + ":" + path;
    }

    /** The channel that a header names; as an expression if only a message has it. */
    static Optional<String> channel(String keyword, Node value) {
        boolean names = keyword.equals("setHeader")
                && get(value, "name").flatMap(YamlTree::text).equals(Optional.of(RootSocketConstants.CHANNEL));
        return names
                ? Optional.of(get(value, "constant")
                        .flatMap(YamlTree::text)
                        .or(() -> get(value, "simple").flatMap(YamlTree::text))
                        .orElse("${}"))
                : Optional.empty();
    }

    private static Optional<String> expression(Node value) {
        Node around = get(value, "expression")
                .filter(inner -> !entries(inner).isEmpty())
                .orElse(value);
        return entries(around).stream()
                .filter(entry -> LANGUAGES.contains(entry.key()))
                .findFirst()
                .flatMap(StepDetail::told);
    }

    private static Optional<String> told(Entry language) {
        return get(language.value(), "expression")
                .or(() -> get(language.value(), "token"))
                .or(() -> Optional.of(language.value()))
                .flatMap(YamlTree::text)
                .map(text -> switch (language.key()) {
                    case "simple", "constant" -> text;
                    default -> language.key() + ": " + text;
                });
    }

    private static Optional<String> named(Node value) {
        return NAMES.stream()
                .flatMap(name -> get(value, name).stream())
                .flatMap(node -> YamlTree.text(node).stream())
                .findFirst();
    }

    /** The text of a step that is nothing else, as in {@code log: done}. */
    private static Optional<String> own(String keyword, Node value) {
        return keyword.startsWith("set") ? Optional.empty() : YamlTree.text(value);
    }

    /** The data format of one that changes the form of a message. */
    private static Optional<String> format(String keyword, Node value) {
        return keyword.equals("marshal") || keyword.equals("unmarshal")
                ? entries(value).stream().map(Entry::key).findFirst()
                : Optional.empty();
    }
}
