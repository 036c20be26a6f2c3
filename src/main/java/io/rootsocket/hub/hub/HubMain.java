package io.rootsocket.hub.hub;

import io.rootsocket.hub.routes.ClassPathKamelets;
import io.rootsocket.hub.routes.Languages;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.Main;

/** Camel's main, set up for a hub. */
final class HubMain extends Main {

    private final BoundedMeters meters;

    HubMain(HubSettings settings, BoundedMeters meters) {
        this.meters = meters;
        var timeout = (int) Math.max(1, settings.shutdownTimeout().toSeconds());
        configure()
                .withName("hub")
                .withJmxEnabled(false)
                .withRoutesCollectorEnabled(false)
                .withShutdownTimeout(timeout)
                .withShutdownLogInflightExchangesOnTimeout(true)
                .withInflightRepositoryBrowseEnabled(true)
                .withAllowUseOriginalMessage(true)
                .withStreamCachingEnabled(true)
                .withUseMdcLogging(settings.logContext());
        addInitialProperty("camel.health.enabled", "true");
        addInitialProperty("camel.health.exposureLevel", "full");
        addInitialProperty("camel.metrics.enabled", "true");
        addInitialProperty("camel.metrics.path", "/observe/metrics");
        // A meter of all routes would double each sum over them, and cost each exchange as much again.
        addInitialProperty("camel.metrics.routePolicyLevel", "route");
        // It looks through all meters for each exchange: with many routes that is most of what an exchange costs.
        addInitialProperty("camel.metrics.enableExchangeEventNotifier", "false");
        addInitialProperty("camel.component.kamelet.location", ClassPathKamelets.location(settings.routes()));
        // The settings in the folder come with each generation of the routes.
        setPropertyPlaceholderLocations("false");
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
