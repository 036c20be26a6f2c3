package io.rootsocket.hub.component;

import io.rootsocket.hub.component.http.SharedConnections;
import io.rootsocket.hub.protocol.Operation;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.NormalizedUri;
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

    private @Nullable DirectListener directListener;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether an endpoint whose URI is computed for a message, as `recipientList` does, may name no"
                            + " option but `channel`. The hub sets it. An application that names other options where it sends"
                            + " with a `ProducerTemplate` leaves it off.")
    private boolean optionsOnlyInRoutes;

    private final ThreadLocal<Boolean> writtenInARoute = ThreadLocal.withInitial(() -> false);
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

    /** Before Camel takes an option away or sets one: it would set whatever can be reached from the endpoint. */
    @Override
    protected void validateURI(String uri, String path, Map<String, Object> parameters) {
        super.validateURI(uri, path, parameters);
        if (getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options) {
            OptionNames.check(uri, parameters, options);
        }
        if (optionsOnlyInRoutes && isComputedForAMessage()) {
            OptionNames.requireOnlyChannel(uri, path, parameters);
        }
    }

    /** @throws IllegalArgumentException if there is no such operation; the message lists those that there are */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Operation operation = OperationWord.parse(remaining);
        RootSocketConfiguration own = defaults();
        own.setKey(null);
        var endpoint = new RootSocketEndpoint(uri, this, operation, own);
        setProperties(endpoint, parameters);
        if (isComputedForAMessage()) {
            HomeKey.refuseFromAMessage(operation, endpoint.getConfiguration(), defaults());
        }
        return endpoint;
    }

    /** A copy of the options that an endpoint has unless it sets its own. */
    RootSocketConfiguration defaults() {
        RootSocketConfiguration defaults = configuration.copy();
        if (defaults.getSslContextParameters() == null) {
            defaults.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return defaults;
    }

    /** Camel says while it creates a route; any other endpoint is made where a message is sent. */
    private boolean isComputedForAMessage() {
        return getCamelContext().getCamelContextExtension().getCreateRoute() == null && !writtenInARoute.get();
    }

    /** Makes an endpoint, or finds it, whose options all stand in a route. */
    void writtenInARoute(String uri) {
        writtenInARoute.set(true);
        try {
            NormalizedUri normalized = NormalizedUri.newNormalizedUri(uri, false);
            getCamelContext().getCamelContextExtension().getEndpoint(normalized);
        } finally {
            writtenInARoute.remove();
        }
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

    /** Who hears of each message that is sent directly; null if nobody does. */
    public @Nullable DirectListener directListener() {
        return directListener;
    }

    /** Before a route starts. */
    public void listenDirectly(DirectListener listener) {
        this.directListener = listener;
    }

    public boolean isOptionsOnlyInRoutes() {
        return optionsOnlyInRoutes;
    }

    public void setOptionsOnlyInRoutes(boolean optionsOnlyInRoutes) {
        this.optionsOnlyInRoutes = optionsOnlyInRoutes;
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
