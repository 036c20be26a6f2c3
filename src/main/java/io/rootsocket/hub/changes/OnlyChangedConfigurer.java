package io.rootsocket.hub.changes;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets the properties of an {@link OnlyChanged} to what a route says, in the place of Camel's reflection, which would take
 * some texts for the names of beans. Camel finds it by the name of the class.
 */
public final class OnlyChangedConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        var changed = (OnlyChanged) target;
        String text = property(camel, String.class, value);
        switch (name) {
            case "value" -> changed.setValue(text);
            case "key" -> changed.setKey(text);
            case "name" -> changed.setName(text);
            case "first" -> changed.setFirst(text);
            default -> {
                return false;
            }
        }
        return true;
    }
}
