package io.rootsocket.hub.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;

/** A Camel context in which the value of a setting reaches an option, a kamelet or a bean as it was set. */
public class SettingsContext extends DefaultCamelContext {

    /** A context that is built by who makes it. */
    public SettingsContext() {
        super(false);
        addModelLifecycleStrategy(new ExactBeans());
    }

    /** A context that is built at once, with the beans of this registry. */
    public SettingsContext(Registry registry) {
        super(registry);
        addModelLifecycleStrategy(new ExactBeans());
    }

    @Override
    protected PropertiesComponent createPropertiesComponent() {
        return new ExactSettings();
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
