package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PropertyConfigurerHelper;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether a bean can be made as it is declared, without making it. */
final class BeanShape {

    private BeanShape() {}

    static void check(CamelContext camel, Node bean, Node typeNode, Class<?> type, Findings findings) {
        try {
            checkLinked(camel, bean, typeNode, type, findings);
        } catch (LinkageError e) {
            findings.error(
                    Rule.BEAN,
                    typeNode,
                    "The class `%s` cannot be used: it needs another that is missing or does not fit (%s)."
                            .formatted(type.getName(), e.getMessage()),
                    "Put the jar that has that one into `ext/`.");
        }
    }

    private static void checkLinked(CamelContext camel, Node bean, Node typeNode, Class<?> type, Findings findings) {
        boolean scripted = YamlTree.get(bean, "scriptLanguage").isPresent();
        boolean built = YamlTree.get(bean, "builderClass").isPresent();
        boolean factory = YamlTree.get(bean, "factoryMethod").isPresent();
        boolean inType = YamlTree.text(typeNode).orElse("").matches(".*[(#].*");
        if (scripted || built || inType) {
            return;
        }
        if (factory) {
            if (YamlTree.get(bean, "factoryBean").isEmpty()) {
                factory(bean, type, findings);
            }
            return;
        }
        int errors = findings.all().size();
        constructor(bean, typeNode, type, findings);
        method(bean, "initMethod", type, findings);
        if (findings.all().size() == errors && !Map.class.isAssignableFrom(type)) {
            properties(camel, bean, type, findings);
        }
    }

    private static void constructor(Node bean, Node typeNode, Class<?> type, Findings findings) {
        int given = YamlTree.get(bean, "constructors")
                .map(YamlTree::entries)
                .orElse(List.of())
                .size();
        boolean made = !Modifier.isAbstract(type.getModifiers());
        Stream<Integer> takes = Stream.of(given == 0 ? type.getDeclaredConstructors() : type.getConstructors())
                .map(Constructor::getParameterCount);
        if (made && takes.anyMatch(count -> count == given)) {
            return;
        }
        String what = "The class `%s` cannot be made ".formatted(type.getName());
        if (!made) {
            findings.error(
                    Rule.BEAN,
                    typeNode,
                    what.strip() + (type.isInterface() ? ": it is an interface." : ": it is abstract."),
                    "Name a class that implements it, or a `factoryMethod`.");
        } else {
            findings.error(
                    Rule.BEAN,
                    given == 0 ? typeNode : YamlTree.get(bean, "constructors").orElse(typeNode),
                    what + (given == 0 ? "without parameters." : "with %d parameters.".formatted(given)),
                    given == 0
                            ? "Give them under `constructors`."
                            : "Give as many under `constructors` as it takes: %s."
                                    .formatted(counts(type.getConstructors())));
        }
    }

    private static String counts(Executable... made) {
        String counts = Stream.of(made)
                .map(Executable::getParameterCount)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(" or "));
        return counts.isEmpty() ? "it cannot be made from outside" : counts;
    }

    private static void factory(Node bean, Class<?> type, Findings findings) {
        Optional<Node> node = YamlTree.get(bean, "factoryMethod");
        String name = node.flatMap(YamlTree::text).orElse("");
        Set<String> statics = Stream.of(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        if (node.isPresent() && !EndpointUse.isOpen(name) && !statics.contains(name)) {
            findings.error(
                    Rule.BEAN,
                    node.get(),
                    "The class `%s` has no static method `%s`.".formatted(type.getName(), name),
                    NearestWord.suggestion(name, statics).or(() -> Optional.of("Name one that is public and static.")));
        }
    }

    private static void method(Node bean, String key, Class<?> type, Findings findings) {
        Optional<Node> node = YamlTree.get(bean, key);
        String name = node.flatMap(YamlTree::text).orElse("");
        Set<String> methods = Stream.of(type.getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .map(Method::getName)
                .collect(Collectors.toSet());
        if (node.isPresent() && !name.isEmpty() && !EndpointUse.isOpen(name) && !methods.contains(name)) {
            findings.error(
                    Rule.BEAN,
                    node.get(),
                    "The class `%s` has no method `%s` without parameters.".formatted(type.getName(), name),
                    NearestWord.suggestion(name, methods).or(() -> Optional.of("Correct its name, or leave it out.")));
        }
    }

    private static void properties(CamelContext camel, Node bean, Class<?> type, Findings findings) {
        Object configurer = PropertyConfigurerHelper.resolvePropertyConfigurer(camel, type);
        if (configurer != null && !(configurer instanceof PropertyConfigurerGetter)) {
            // It brings what sets its properties, and only that knows which there are.
            return;
        }
        Set<String> known = properties(type);
        for (YamlTree.Entry property :
                YamlTree.get(bean, "properties").map(YamlTree::entries).orElse(List.of())) {
            String name = property.key().replaceFirst("[.\\[].*", "");
            boolean isSet = configurer instanceof PropertyConfigurerGetter getter
                    && getter.getOptionType(StringHelper.dashToCamelCase(name), true) != null;
            if (!isSet
                    && !EndpointUse.isOpen(name)
                    && known.stream().noneMatch(other -> plain(other).equals(plain(name)))) {
                findings.error(
                        Rule.BEAN,
                        property.keyNode(),
                        "The class `%s` has no property `%s`.".formatted(type.getName(), name),
                        NearestWord.suggestion(name, known)
                                .or(() -> Optional.of("Correct its name, or leave it out.")));
            }
        }
    }

    /** Camel takes a setter, or a method of the name itself, as builders have them. */
    private static Set<String> properties(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getParameterCount() <= 1)
                .map(Method::getName)
                .map(name -> name.replaceFirst("^(set|get|with)(?=[A-Z])", ""))
                .filter(name -> !name.isEmpty())
                .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                .collect(Collectors.toSet());
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
