package io.rootsocket.hub.polling;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets the properties of an {@link HttpPoll}, in the place of Camel's reflection, which would take a secret such as {@code
 * #bean:x} for the name of a bean. Camel finds it by the name of the class.
 */
public final class HttpPollConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        var poll = (HttpPoll) target;
        String text = property(camel, String.class, value);
        switch (name) {
            case "url" -> poll.setUrl(text);
            case "authorization" -> poll.setAuthorization(text);
            case "headers" -> poll.setHeaders(text);
            case "followRedirects" -> poll.setFollowRedirects(Boolean.parseBoolean(text));
            case "value" -> poll.setValue(text);
            case "first" -> poll.setFirst(text);
            case "changesOnly" -> poll.setChangesOnly(Boolean.parseBoolean(text));
            default -> {
                return false;
            }
        }
        return true;
    }
}
