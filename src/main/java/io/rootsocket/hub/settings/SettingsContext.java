package io.rootsocket.hub.settings;

import io.rootsocket.hub.firewall.ComputedAddresses;
import io.rootsocket.hub.firewall.UnusableInstructionException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.engine.DefaultResourceLoader;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context in which the value of a setting reaches an option, a kamelet or a bean as it was set, and in which
 * settings are filled in only while routes are made: in what files say, never in what a message brings.
 */
public class SettingsContext extends IndexedContext {

    private static final Pattern OPTIONAL = Pattern.compile("\\{\\{\\?([\\w.-]+)}}");

    private static final ThreadLocal<Boolean> MAKING_ROUTES = ThreadLocal.withInitial(() -> false);

    private final ComputedAddresses computed = new ComputedAddresses();

    /** A context that is built by who makes it. */
    public SettingsContext() {
        addStrategies();
    }

    /** A context that is built at once, with the beans of this registry. */
    public SettingsContext(Registry registry) {
        this();
        build();
        getCamelContextExtension().setRegistry(registry);
    }

    private void addStrategies() {
        addModelLifecycleStrategy(new ExactBeans());
        addModelLifecycleStrategy(new OwnKamelets());
        getCamelContextExtension().addInterceptStrategy(new WrittenAddresses(computed));
        // Else the route that a rest sends to, which may be of another file, becomes part of it, and is reloaded no
        // more.
        getRestConfiguration().setInlineRoutes(false);
    }

    @Override
    protected PropertiesComponent createPropertiesComponent() {
        return new ExactSettings();
    }

    @Override
    protected ClassResolver createClassResolver() {
        return new FormerClassNames(this);
    }

    /** What is done where routes are made. */
    @FunctionalInterface
    public interface Making<T> {

        T make() throws Exception;
    }

    /** Makes routes, or something of them; what their files say is filled in and evaluated meanwhile, on this thread. */
    public static <T> T makingRoutes(Making<T> making) throws Exception {
        boolean within = MAKING_ROUTES.get();
        MAKING_ROUTES.set(true);
        try {
            return making.make();
        } finally {
            if (!within) {
                MAKING_ROUTES.remove();
            }
        }
    }

    /** Whether what this thread asks for may come from a message. Nothing comes before the context has started. */
    boolean mayServeAMessage() {
        boolean runs = isStarted() || isSuspending() || isSuspended() || isStopping();
        return runs && !MAKING_ROUTES.get() && getCamelContextExtension().getCreateRoute() == null;
    }

    @Override
    public void startRouteDefinitions(List<RouteDefinition> routes) throws Exception {
        makingRoutes(() -> {
            super.startRouteDefinitions(routes);
            return routes;
        });
    }

    @Override
    public void startRoute(String id) throws Exception {
        makingRoutes(() -> {
            super.startRoute(id);
            return id;
        });
    }

    /** A kamelet may be made for a message: its file is read then. */
    @Override
    public String addRouteFromKamelet(
            @Nullable String routeId,
            String templateId,
            @Nullable String prefix,
            String parentRoute,
            String parentProcessor,
            Map<String, Object> parameters)
            throws Exception {
        if (routeId != null && getRouteDefinition(routeId) != null) {
            // Camel would stop that route first, and wait for ever if it is the one that is just being made.
            throw new IllegalArgumentException(
                    "The kamelet is to run as `%1$s`, which is the id of another route. Write another id after `%2$s/`, or none."
                            .formatted(routeId, templateId));
        }
        return makingRoutes(
                () -> super.addRouteFromKamelet(routeId, templateId, prefix, parentRoute, parentProcessor, parameters));
    }

    /** Every endpoint is made here. */
    @Override
    protected Endpoint doGetEndpoint(
            String uri, @Nullable Map<String, Object> parameters, boolean normalized, boolean prototype) {
        if (mayServeAMessage()) {
            computed.check(uri);
        }
        Matcher optional = OPTIONAL.matcher(uri);
        if (optional.matches() && resolvePropertyPlaceholders(uri) == null) {
            // Where nothing is to be sent if the setting is not there. Camel has no endpoint for that, and would refuse
            // the route.
            return super.doGetEndpoint("log:%s?level=OFF".formatted(optional.group(1)), null, false, prototype);
        }
        String whole = LinesOfParameters.alias(uri, this::resolvePropertyPlaceholders);
        return super.doGetEndpoint(whole, parameters, normalized, prototype);
    }

    /** Camel fills in placeholders of the place of a resource, too. */
    @Override
    protected ResourceLoader createResourceLoader() {
        return new DefaultResourceLoader(this) {
            @Override
            public Resource resolveResource(String location) {
                if (mayServeAMessage() && location.contains(PropertiesComponent.PREFIX_TOKEN)) {
                    throw UnusableInstructionException.placeholder();
                }
                return super.resolveResource(location);
            }
        };
    }

    /**
     * In a bean of a kamelet, Camel fills in a placeholder and then looks whether the value names a class or another bean.
     * A property that it reads by name is only looked up.
     */
    private static final class ExactBeans extends ModelLifecycleStrategySupport {

        private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}?!][^{}]*)}}");

        @Override
        public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
            if (template.getTemplateBeans() != null) {
                template.getTemplateBeans().forEach(ExactBeans::readByName);
            }
        }

        private static void readByName(BeanFactoryDefinition<?> bean) {
            if (bean.getProperties() != null) {
                bean.getProperties().replaceAll((name, value) -> byName(value));
            }
        }

        private static Object byName(Object value) {
            Matcher whole = value instanceof String text ? PLACEHOLDER.matcher(text) : null;
            return whole != null && whole.matches() ? "#property:" + whole.group(1) : value;
        }
    }
}
