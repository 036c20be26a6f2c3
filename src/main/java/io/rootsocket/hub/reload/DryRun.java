package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.UnstartedContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * A context in which routes are created but never run: it is built and initialised, never started. It sees the beans, the
 * settings and the component options of the running one, and can change none of them. A dry run in the running context
 * would clash with what runs, and unschedule it.
 */
final class DryRun implements AutoCloseable {

    private final UnstartedContext camel;
    private final Set<String> bound;

    private DryRun(UnstartedContext camel, Set<String> bound) {
        this.camel = camel;
        this.bound = Set.copyOf(bound);
    }

    /**
     * @param folderBeans the names of beans that come from the folder, which the pieces under test bring themselves
     * @param running the folder's settings as they run
     * @param wanted the folder's settings under test
     */
    static DryRun beside(CamelContext live, Set<String> folderBeans, Properties running, Properties wanted)
            throws Exception {
        var camel = new UnstartedContext(new DefaultRegistry(new LiveBeans(live, folderBeans::contains)));
        camel.disableJMX();
        camel.getCamelContextExtension().setName(live.getName());
        camel.setApplicationContextClassLoader(live.getApplicationContextClassLoader());
        camel.setAllowUseOriginalMessage(live.isAllowUseOriginalMessage());
        camel.build();
        camel.getPropertiesComponent().addPropertiesSource(new Settings(live, running, wanted));
        for (String name : live.getComponentNames()) {
            camel.addComponent(name, copy(live, Objects.requireNonNull(live.getComponent(name, false, false))));
        }
        camel.init();
        camel.createAsIfStarted();
        return new DryRun(camel, folderBeans);
    }

    private static Component copy(CamelContext live, Component original) throws Exception {
        Component copy = original.getClass().getDeclaredConstructor().newInstance();
        copy.setCamelContext(live);
        PropertyConfigurer configurer = original.getComponentPropertyConfigurer();
        var options = new HashMap<String, Object>();
        PluginHelper.getBeanIntrospection(live).getProperties(original, options, null, false);
        for (var option : options.entrySet()) {
            if (configurer != null
                    && option.getValue() != null
                    && !option.getKey().equals("camelContext")) {
                configurer.configure(live, copy, option.getKey(), option.getValue(), true);
            }
        }
        return copy;
    }

    UnstartedContext camel() {
        return camel;
    }

    /**
     * Lets go of the beans that pieces have brought. The context itself is not stopped, as it was never started: its
     * components share with the live ones what those have opened, and would close it.
     */
    @Override
    public void close() {
        bound.forEach(camel.getRegistry()::unbind);
    }

    /** The live beans, but for those that the folder's files bring. */
    private record LiveBeans(CamelContext live, Predicate<String> hidden) implements BeanRepository {

        @Override
        public @Nullable Object lookupByName(String name) {
            return hidden.test(name) ? null : live.getRegistry().lookupByName(name);
        }

        @Override
        public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
            return hidden.test(name) ? null : live.getRegistry().lookupByNameAndType(name, type);
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            Map<String, T> found = live.getRegistry().findByTypeWithName(type);
            found.keySet().removeIf(hidden);
            return found;
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return Set.copyOf(findByTypeWithName(type).values());
        }
    }

    /** The settings under test, then those that the hub was started with. */
    private record Settings(CamelContext live, Properties running, Properties wanted) implements PropertiesSource {

        @Override
        public String getName() {
            return "wanted";
        }

        @Override
        public @Nullable String getProperty(String name) {
            String value = wanted.getProperty(name);
            if (value != null || running.containsKey(name)) {
                return value;
            }
            Optional<String> known = live.getPropertiesComponent().resolveProperty(name);
            return known.orElse(null);
        }
    }
}
