package io.rootsocket.hub.hub;

import io.rootsocket.hub.routes.Languages;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.Main;

/** Camel's main, with the hub's own context. */
final class HubMain extends Main {

    private final BoundedMeters meters;

    HubMain(BoundedMeters meters) {
        this.meters = meters;
    }

    @Override
    protected CamelContext createCamelContext() {
        var context = new HubContext();
        context.getCamelContextExtension().setRegistry(registry);
        Languages.keepAlmostNothing(context);
        // Before Camel makes one of its own.
        registry.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        return context;
    }
}
