package io.rootsocket.hub.log;

import java.net.URI;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.jspecify.annotations.Nullable;

/**
 * Where Log4j begins by itself, it finds {@link LogConfiguration} by this class, which {@code
 * log4j2.component.properties} names.
 */
public final class LogConfigurationFactory extends ConfigurationFactory {

    @Override
    protected String[] getSupportedTypes() {
        return new String[] {"*"};
    }

    @Override
    public @Nullable Configuration getConfiguration(LoggerContext context, String name, @Nullable URI location) {
        // A file that somebody names in JAVA_OPTS is read by who knows its format.
        return location == null ? new LogConfiguration(context) : null;
    }

    @Override
    public @Nullable Configuration getConfiguration(LoggerContext context, ConfigurationSource source) {
        return null;
    }
}
