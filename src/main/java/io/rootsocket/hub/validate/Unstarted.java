package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.ClassPathKamelets;
import io.rootsocket.hub.routes.UnstartedContext;
import io.rootsocket.hub.settings.SecretSettings;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.DefaultRegistry;

/**
 * Camel's main, as the hub configures its own by {@code camel.*} settings, but never started: what it makes opens nothing.
 */
final class Unstarted extends Main implements AutoCloseable {

    private final UnstartedContext context = new UnstartedContext();

    private Unstarted(StandIns beans) {
        context.getCamelContextExtension().setRegistry(new DefaultRegistry(beans));
    }

    /**
     * @param folder where the routes are
     * @param settings what {@code application.properties} says
     */
    static Unstarted with(StandIns beans, Path folder, Properties settings) {
        var main = new Unstarted(beans);
        main.configure()
                .withJmxEnabled(false)
                .withRoutesCollectorEnabled(false)
                .withAllowUseOriginalMessage(true)
                .withStreamCachingEnabled(true);
        main.addInitialProperty("camel.component.kamelet.location", ClassPathKamelets.location(folder));
        main.addInitialProperty(
                "camel.component.schedule.calendars",
                folder.resolve("calendars").toString());
        main.addInitialProperty(
                "camel.component.hub.calendars", folder.resolve("calendars").toString());
        settings.stringPropertyNames().forEach(name -> main.addInitialProperty(name, settings.getProperty(name)));
        main.setPropertyPlaceholderLocations("false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                SecretSettings.addTo(starting.getCamelContext());
            }
        });
        try {
            main.init();
            main.context.createAsIfStarted();
        } catch (Exception e) {
            throw new IllegalStateException("The settings of Camel cannot be used", e);
        }
        return main;
    }

    @Override
    protected CamelContext createCamelContext() {
        return context;
    }

    UnstartedContext camel() {
        return context;
    }

    @Override
    public void close() {
        context.stop();
    }
}
