package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.yaml.YamlTree;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ClassResolver;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import sun.reflect.ReflectionFactory;

/**
 * What stands in for the beans of a folder while its routes are only checked: of the same class, but never constructed, so
 * that nothing of it runs. Where an interface is asked for, something that does nothing. For one thread at a time.
 */
final class StandIns implements BeanRepository {

    private final ClassResolver classes;
    private final Map<String, Optional<Class<?>>> types = new HashMap<>();
    private final Map<String, Object> made = new HashMap<>();
    private boolean asked;
    private boolean guessed;
    private boolean looked;

    StandIns(ClassResolver classes) {
        this.classes = classes;
    }

    /** Stands in for the beans that a file declares. */
    void declaredIn(Node root) {
        for (Node item : YamlTree.items(root)) {
            YamlTree.get(item, "beans").map(YamlTree::items).orElse(List.of()).forEach(this::declared);
        }
    }

    private void declared(Node bean) {
        YamlTree.get(bean, "name").flatMap(YamlTree::text).ifPresent(name -> types.put(name, type(bean)));
    }

    /** Empty if only making it would tell. */
    private Optional<Class<?>> type(Node bean) {
        boolean made = Stream.of("scriptLanguage", "factoryMethod", "factoryBean", "builderClass")
                .anyMatch(key -> YamlTree.get(bean, key).isPresent());
        return made
                ? Optional.empty()
                : YamlTree.get(bean, "type")
                        .flatMap(YamlTree::text)
                        .filter(type -> !type.contains("{{"))
                        .map(type -> type.replaceFirst("^#class:", "").replaceFirst("[(#].*", ""))
                        .map(classes::resolveClass);
    }

    /** Equal where the same would be stood in for. */
    Map<String, Optional<Class<?>>> types() {
        return Map.copyOf(types);
    }

    /** Forgets what was asked for before. */
    void watch() {
        asked = false;
        guessed = false;
        looked = false;
    }

    /** Whether anything here was given since. */
    boolean wereAsked() {
        return asked;
    }

    /** Whether a bean was given of which only making it would tell the class. */
    boolean wereGuessed() {
        return guessed;
    }

    /** Whether a bean was looked for by a class alone, and may be one of which only making it would tell the class. */
    boolean mayHaveBeenFound() {
        return looked;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        Optional<Class<?>> type = types.get(name);
        if (type == null) {
            return null;
        }
        asked = true;
        guessed |= type.isEmpty();
        return made.computeIfAbsent(name, bean -> unmade(type.orElse(Object.class)));
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> wanted) {
        Optional<Class<?>> type = types.get(name);
        if (type == null
                || type.filter(known -> !wanted.isAssignableFrom(known)).isPresent()) {
            return null;
        }
        asked = true;
        guessed |= type.isEmpty();
        return wanted.cast(wanted.isInterface() ? nothing(wanted) : unmade(type.orElse(wanted)));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> wanted) {
        Map<String, T> found = new HashMap<>();
        types.forEach((name, type) -> {
            if (type.filter(wanted::isAssignableFrom).isPresent()) {
                found.put(name, lookupByNameAndType(name, wanted));
            }
            looked |= type.isEmpty();
        });
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> wanted) {
        return new HashSet<>(findByTypeWithName(wanted).values());
    }

    /** As a stream of objects would be read: no constructor of the class runs. */
    private static Object unmade(Class<?> type) {
        try {
            return ReflectionFactory.getReflectionFactory()
                    .newConstructorForSerialization(type, Object.class.getDeclaredConstructor())
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("There is no stand-in for a " + type.getName(), e);
        }
    }

    private static Object nothing(Class<?> wanted) {
        return Proxy.newProxyInstance(wanted.getClassLoader(), new Class<?>[] {wanted}, new Nothing());
    }

    /** Answers with what it was given, such as the processor that a policy is to wrap. */
    private static final class Nothing implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "a stand-in";
                default -> given(method.getReturnType(), arguments);
            };
        }

        private static @Nullable Object given(Class<?> answer, Object @Nullable [] arguments) {
            if (answer.isPrimitive()) {
                return answer == void.class
                        ? null
                        : java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(answer, 1), 0);
            }
            return arguments == null
                    ? null
                    : Stream.of(arguments)
                            .filter(answer::isInstance)
                            .reduce((a, b) -> b)
                            .orElse(null);
        }
    }
}
