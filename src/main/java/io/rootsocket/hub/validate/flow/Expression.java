package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * An expression of a step.
 *
 * @param language its language, such as {@code jq}
 * @param text what it says
 * @param node where
 * @param reads what of the message its value depends on
 */
record Expression(String language, String text, Node node, Set<Read> reads) {

    /** As keys of a step; `method`, `ref` and `wasm` run code of the operator's own. */
    private static final Set<String> LANGUAGES = Set.of(
            "constant",
            "csimple",
            "datasonnet",
            "exchangeProperty",
            "groovy",
            "header",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonata",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "simple",
            "spel",
            "tokenize",
            "variable",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize");

    private static final Pattern READ_IN_JQ = Pattern.compile("\\b(header|variable|property)\\(\\s*\"([^\"]+)\"");
    /** A path: without one, jq only says what the route says. */
    private static final Pattern PATH_OF_JQ = Pattern.compile("(^|[^0-9.])\\.($|[^0-9])");

    private static final Pattern HEADER_IN_CODE =
            Pattern.compile("[hH]eaders?(?:\\.|\\[\\s*['\"]|\\(\\s*['\"])([\\w-]+)");
    private static final Pattern NAMED_IN_CODE =
            Pattern.compile("(variable|[pP]roperty|[pP]roperties)s?(?:\\.|\\[\\s*['\"]|\\(\\s*['\"])([\\w-]+)");

    Expression {
        reads = Set.copyOf(reads);
    }

    /** The expression that a step holds, in any of its forms. */
    static Optional<Expression> in(@Nullable Node step, java.util.function.UnaryOperator<String> settings) {
        for (YamlTree.Entry entry : YamlTree.entries(step)) {
            if (entry.key().equals("expression")
                    && !YamlTree.entries(entry.value()).isEmpty()) {
                return in(entry.value(), settings);
            }
            if (LANGUAGES.contains(entry.key())) {
                return of(entry.key(), entry.value(), settings);
            }
        }
        return Optional.empty();
    }

    private static Optional<Expression> of(String key, Node value, java.util.function.UnaryOperator<String> settings) {
        String language = key.equals("language") ? Yaml.text(value, "language").orElse("") : key;
        Node at = YamlTree.get(value, "expression").orElse(value);
        String text = settings.apply(YamlTree.text(at).orElse(""));
        boolean number =
                Yaml.text(value, "resultType").filter(SimpleText::isNumber).isPresent();
        return Optional.of(new Expression(language, text, at, number ? Set.of() : reads(language, text, value)));
    }

    /** Who has a say in its value. */
    Optional<Taint> taint(Message message) {
        return reads.stream()
                .sorted(java.util.Comparator.comparing(Read::toString))
                .flatMap(read -> message.taint(read).stream())
                .findFirst();
    }

    private static Set<Read> reads(String language, String text, Node value) {
        return switch (language) {
            case "constant", "ref", "method", "wasm", "bean" -> Set.of();
            case "simple", "csimple", "file" -> SimpleText.of(text).reads();
            case "header" -> Set.of(Read.header(text));
            case "variable" -> Set.of(Read.variable(text));
            case "exchangeProperty" -> Set.of(Read.property(text));
            case "jq" -> jq(text, value);
            case "jsonpath", "xpath", "xquery", "tokenize", "xtokenize", "datasonnet", "jsonata", "hl7terser" ->
                Set.of(source(value).orElse(Read.BODY));
            default -> code(text);
        };
    }

    private static Set<Read> jq(String text, Node value) {
        var reads = new LinkedHashSet<Read>();
        Matcher named = READ_IN_JQ.matcher(text);
        while (named.find()) {
            reads.add(named(named.group(1), named.group(2)));
        }
        if (PATH_OF_JQ.matcher(text).find()) {
            reads.add(source(value).orElse(Read.BODY));
        }
        return reads;
    }

    /** What an expression works on, where that is not the body. */
    private static Optional<Read> source(Node value) {
        Optional<Read> source = Yaml.text(value, "source")
                .filter(text -> text.contains(":"))
                .map(text -> named(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1)));
        return source.or(() -> Yaml.text(value, "headerName").map(Read::header))
                .or(() -> Yaml.text(value, "variableName").map(Read::variable))
                .or(() -> Yaml.text(value, "propertyName").map(Read::property));
    }

    /** A language in which anything can be said: what it names, it reads. */
    private static Set<Read> code(String text) {
        var reads = new LinkedHashSet<Read>();
        if (text.contains("body") || text.contains("Body")) {
            reads.add(Read.BODY);
        }
        Matcher header = HEADER_IN_CODE.matcher(text);
        while (header.find()) {
            reads.add(Read.header(header.group(1)));
        }
        Matcher named = NAMED_IN_CODE.matcher(text);
        while (named.find()) {
            reads.add(named(named.group(1).toLowerCase(java.util.Locale.ROOT), named.group(2)));
        }
        return reads;
    }

    private static Read named(String word, String name) {
        return word.startsWith("header")
                ? Read.header(name)
                : word.startsWith("variable") ? Read.variable(name) : Read.property(name);
    }
}
