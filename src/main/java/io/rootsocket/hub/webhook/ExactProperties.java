package io.rootsocket.hub.webhook;

import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets the properties of a bean of a kamelet, in the place of Camel's reflection, which would take a secret such as {@code
 * #bean:x} for the name of a bean. Camel finds it by the name of the bean's class.
 */
abstract class ExactProperties<T> extends PropertyConfigurerSupport implements PropertyConfigurer {

    private final Class<T> bean;
    private final Map<String, BiConsumer<T, String>> setters;

    ExactProperties(Class<T> bean, Map<String, BiConsumer<T, String>> setters) {
        this.bean = bean;
        this.setters = setters;
    }

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        BiConsumer<T, String> setter = setters.get(name);
        if (setter != null) {
            setter.accept(bean.cast(target), property(camel, String.class, value));
        }
        return setter != null;
    }
}
