package io.rootsocket.hub.webhook;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Sets the properties of a {@link WebhookSignature}, in the place of Camel's reflection, which would take a secret such as
 * {@code #bean:x} for the name of a bean. Camel finds it by the name of the class.
 */
public final class WebhookSignatureConfigurer extends PropertyConfigurerSupport implements PropertyConfigurer {

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        var signature = (WebhookSignature) target;
        switch (name) {
            case "secret" -> signature.setSecret(property(camel, String.class, value));
            case "header" -> signature.setHeader(property(camel, String.class, value));
            case "prefix" -> signature.setPrefix(property(camel, String.class, value));
            default -> {
                return false;
            }
        }
        return true;
    }
}
