package io.rootsocket.hub.settings;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of routes that lie in files: {@code {{webhook.secret}}} is what the file holds that {@code
 * WEBHOOK_SECRET_FILE} names. Read anew each time, as an orchestrator may change the file. Thread-safe.
 */
public final class SecretSettings implements PropertiesSource, Ordered {

    private final Map<String, String> environment;

    SecretSettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Gives them to the routes of a context; they win over settings in files, as variables do. */
    public static void addTo(CamelContext camel) {
        camel.getPropertiesComponent().addPropertiesSource(new SecretSettings(System.getenv()));
    }

    /**
     * Looks at each file before anything starts.
     *
     * @throws HubConfigurationException if one of those that the routes ask for cannot be used
     */
    public static void require(Map<String, String> environment, SettingNames asked) {
        var secrets = new SecretSettings(environment);
        asked.names().forEach(secrets::getProperty);
    }

    @Override
    public String getName() {
        return "secrets in files";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return SettingNames.isSecret(name)
                ? SecretFile.secret(environment, Variable.of(name)).orElse(null)
                : null;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }
}
