package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/**
 * Makes the endpoints of {@code rootsocket:}. Its options are the defaults of all of them.
 *
 * <p>Configured before the context starts, and safe for threads after that. Reads nothing from the environment. Holds
 * the connections of its endpoints until it stops; endpoints with the same connection options share them.
 */
@Component("rootsocket")
public final class RootSocketComponent extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata(description = "The options that endpoints take over unless they set their own.")
    private RootSocketConfiguration configuration = new RootSocketConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Enable usage of global SSL context parameters.")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "advanced", description = "Where messages wait for their delivery, for `delivery=durable`.")
    private @Nullable DurableStore durableStore;

    private final SharedConnections connections = new SharedConnections();
    private final Clock clock;

    /** For Camel, which finds the component by its scheme. */
    public RootSocketComponent() {
        this(Clock.systemUTC());
    }

    /** A component that reads the time from {@code clock}, to understand the dates that the service names. */
    RootSocketComponent(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        KeyMask.inCamelsOwnMessages(getCamelContext());
    }

    /** @throws IllegalArgumentException if there is no such operation; the message lists those that there are */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Operation operation = OperationWord.parse(remaining);
        RootSocketConfiguration own = configuration.copy();
        if (own.getSslContextParameters() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        var endpoint = new RootSocketEndpoint(uri, this, operation, own);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStop() throws Exception {
        connections.close();
        super.doStop();
    }

    SharedConnections connections() {
        return connections;
    }

    Clock clock() {
        return clock;
    }

    public RootSocketConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RootSocketConfiguration configuration) {
        this.configuration = configuration;
    }

    public @Nullable DurableStore getDurableStore() {
        return durableStore;
    }

    public void setDurableStore(@Nullable DurableStore durableStore) {
        this.durableStore = durableStore;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
