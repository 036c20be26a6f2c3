package io.rootsocket.hub.hub;

import io.rootsocket.hub.routes.Languages;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Camel's main, with the hub's own context. */
final class HubMain extends Main {

    @Override
    protected CamelContext createCamelContext() {
        var context = new HubContext();
        context.getCamelContextExtension().setRegistry(registry);
        Languages.keepAlmostNothing(context);
        return context;
    }
}
