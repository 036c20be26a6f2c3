package io.rootsocket.hub.polling;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets the properties of {@link TableRows}, in the place of Camel's reflection, which would take a password such as {@code
 * #bean:x} for the name of a bean. Camel finds it by the name of the class.
 */
public final class TableRowsConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        var rows = (TableRows) target;
        String text = property(camel, String.class, value);
        switch (name) {
            case "url" -> rows.setUrl(text);
            case "user" -> rows.setUser(text);
            case "password" -> rows.setPassword(text);
            case "table" -> rows.setTable(text);
            case "key" -> rows.setKey(text);
            case "done" -> rows.setDone(text);
            case "body" -> rows.setBody(text);
            case "channel" -> rows.setChannel(text);
            case "notify" -> rows.setNotify(text);
            case "every" -> rows.setEvery(text);
            default -> {
                return false;
            }
        }
        return true;
    }
}
