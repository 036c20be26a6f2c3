package io.rootsocket.hub.polling;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets the properties of a {@link FeedPoll}, in the place of Camel's reflection, which would take some texts for the names
 * of beans. Camel finds it by the name of the class.
 */
public final class FeedPollConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        var feed = (FeedPoll) target;
        String text = property(camel, String.class, value);
        switch (name) {
            case "url" -> feed.setUrl(text);
            case "followRedirects" -> feed.setFollowRedirects(Boolean.parseBoolean(text));
            case "first" -> feed.setFirst(text);
            default -> {
                return false;
            }
        }
        return true;
    }
}
