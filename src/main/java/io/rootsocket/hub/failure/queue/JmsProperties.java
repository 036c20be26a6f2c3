package io.rootsocket.hub.failure.queue;

import javax.lang.model.SourceVersion;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.DefaultJmsKeyFormatStrategy;
import org.apache.camel.component.jms.JmsHeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of a JMS message the headers whose names JMS has no properties for, such as a form's field {@code user[name]}:
 * whoever sends a request names its headers, and the whole message would fail of one.
 */
final class JmsProperties extends JmsHeaderFilterStrategy {

    private final DefaultJmsKeyFormatStrategy keys = new DefaultJmsKeyFormatStrategy();

    @Override
    public boolean applyFilterToCamelHeaders(
            @Nullable String name, @Nullable Object value, @Nullable Exchange exchange) {
        return name == null
                || !SourceVersion.isIdentifier(keys.encodeKey(name))
                || super.applyFilterToCamelHeaders(name, value, exchange);
    }
}
