package io.rootsocket.hub.documentation.extension;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;

/** {@code greeting:NAME} sets the body to a greeting. Somebody else's component, as far as the hub knows. */
public final class GreetingComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        return new ProcessorEndpoint(
                uri, this, exchange -> exchange.getMessage().setBody("Hello, " + name));
    }
}
