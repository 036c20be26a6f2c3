package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.SourceFile;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.jspecify.annotations.Nullable;

/** Gives Camel the settings of the routes as they run, whatever the file says now. Thread-safe. */
final class RunningSettings implements LoadablePropertiesSource {

    private final RunningRoutes running;

    RunningSettings(RunningRoutes running) {
        this.running = running;
    }

    @Override
    public String getName() {
        return SourceFile.PROPERTIES;
    }

    @Override
    public @Nullable String getProperty(String name) {
        return running.settings().getProperty(name);
    }

    @Override
    public Properties loadProperties() {
        return running.settings();
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        var some = new Properties();
        Properties all = running.settings();
        all.stringPropertyNames().stream()
                .filter(filter)
                .forEach(name -> some.setProperty(name, all.getProperty(name)));
        return some;
    }

    @Override
    public void reloadProperties(String location) {
        // A generation brings its settings itself.
    }
}
