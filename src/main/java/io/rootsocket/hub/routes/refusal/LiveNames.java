package io.rootsocket.hub.routes.refusal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;

/** The names that only the running context knows. */
public final class LiveNames {

    private static final String COMPONENTS = "META-INF/services/org/apache/camel/component.properties";

    private final CamelContext camel;

    public LiveNames(CamelContext camel) {
        this.camel = camel;
    }

    /** The components that a URI can begin with. */
    Collection<String> components() {
        var names = new TreeSet<>(camel.getComponentNames());
        try {
            for (URL file :
                    java.util.Collections.list(LiveNames.class.getClassLoader().getResources(COMPONENTS))) {
                var properties = new Properties();
                try (InputStream in = file.openStream()) {
                    properties.load(in);
                }
                names.addAll(
                        List.of(properties.getProperty("components", "").strip().split("\\s+")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The class path cannot be read", e);
        }
        return names;
    }

    CamelContext camel() {
        return camel;
    }

    boolean isBean(String name) {
        return camel.getRegistry().lookupByName(name) != null;
    }

    /** The public methods of a class. */
    Collection<String> methods(String type) {
        Class<?> found = camel.getClassResolver().resolveClass(type);
        return found == null
                ? List.of()
                : Stream.of(found.getMethods()).map(Method::getName).collect(Collectors.toSet());
    }

    /** The route templates that are loaded. */
    Collection<String> templates() {
        return ((ModelCamelContext) camel)
                .getRouteTemplateDefinitions().stream()
                        .map(RouteTemplateDefinition::getId)
                        .toList();
    }
}
