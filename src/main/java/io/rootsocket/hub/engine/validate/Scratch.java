package io.rootsocket.hub.engine.validate;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A Camel context that is never started, to ask Camel's own parsers and to know which components are on board. One
 * thread at a time.
 */
final class Scratch implements AutoCloseable {

    private final DefaultCamelContext camel;

    Scratch() {
        camel = new DefaultCamelContext(false);
        camel.disableJMX();
        camel.setLoadTypeConverters(false);
        camel.build();
        camel.init();
    }

    CamelContext camel() {
        return camel;
    }

    /** The settings that placeholders see in this thread from now on. */
    void use(Properties settings) {
        camel.getPropertiesComponent().setLocalProperties(settings);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
