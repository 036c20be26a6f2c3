package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.SourceFile;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.jspecify.annotations.Nullable;

/** The settings of the routes as they run: those of the running generation, whatever the file says now. Thread-safe. */
final class RunningSettings implements LoadablePropertiesSource {

    private volatile Properties running = new Properties();

    @Override
    public String getName() {
        return SourceFile.PROPERTIES;
    }

    @Override
    public @Nullable String getProperty(String name) {
        return running.getProperty(name);
    }

    @Override
    public Properties loadProperties() {
        return running;
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        var some = new Properties();
        running.stringPropertyNames().stream()
                .filter(filter)
                .forEach(name -> some.setProperty(name, running.getProperty(name)));
        return some;
    }

    @Override
    public void reloadProperties(String location) {
        // A generation brings its settings itself.
    }

    Properties running() {
        return running;
    }

    void run(Properties settings) {
        this.running = settings;
    }
}
