package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.Findings;
import io.rootsocket.hub.routes.Rule;
import io.rootsocket.hub.routes.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyConfigurerHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Whether a bean can be made as it is declared, without making it. */
final class BeanShape {

    private static final List<String> MADE_OTHERWISE =
            List.of("constructors", "factoryMethod", "factoryBean", "builderClass", "scriptLanguage");

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
        boolean otherwise = MADE_OTHERWISE.stream()
                        .anyMatch(key -> YamlTree.get(bean, key).isPresent())
                || YamlTree.text(typeNode).orElse("").contains("(");
        if (otherwise || Map.class.isAssignableFrom(type)) {
            return;
        }
        if (Stream.of(type.getDeclaredConstructors()).map(Constructor::getParameterCount).noneMatch(count -> count == 0)) {
            findings.error(
                    Rule.BEAN,
                    typeNode,
                    "The class `%s` cannot be made without parameters.".formatted(type.getName()),
                    "Give them under `constructors`.");
            return;
        }
        if (PropertyConfigurerHelper.resolvePropertyConfigurer(camel, type) != null) {
            // It brings what sets its properties, and only that knows which there are.
            return;
        }
        Set<String> known = properties(type);
        for (YamlTree.Entry property :
                YamlTree.get(bean, "properties").map(YamlTree::entries).orElse(List.of())) {
            String name = property.key().replaceFirst("[.\\[].*", "");
            if (!EndpointUse.isOpen(name) && known.stream().noneMatch(other -> plain(other).equals(plain(name)))) {
                findings.error(
                        Rule.BEAN,
                        property.keyNode(),
                        "The class `%s` has no property `%s`.".formatted(type.getName(), name),
                        NearestWord.suggestion(name, known).or(() -> Optional.of("Correct its name, or leave it out.")));
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
