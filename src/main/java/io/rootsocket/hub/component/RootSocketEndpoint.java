package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Send messages to RootSocket channels, create tokens for clients, and read the overview of connections.
 *
 * <p>Its connections are those of the component, shared with every endpoint that has the same connection options. Safe
 * for threads once configured. Nothing is ever sent twice by itself: a caller decides by the kind of
 * {@link RootSocketException}.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "rootsocket",
        title = "RootSocket",
        syntax = "rootsocket:operation",
        producerOnly = true,
        category = {Category.MESSAGING, Category.CLOUD},
        headersClass = RootSocketConstants.class)
public final class RootSocketEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    @UriPath(
            enums = "message,token,connection,connections",
            description = "What to do: `message` sends the body to a channel, `token` creates a channel token,"
                    + " `connection` creates a connection token, `connections` reads the overview of connections.")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private RootSocketConfiguration configuration;

    private final Operation asked;
    private final RootSocketHealthCheck healthCheck = new RootSocketHealthCheck(this);
    private @Nullable HttpCall call;

    RootSocketEndpoint(
            String uri, RootSocketComponent component, Operation operation, RootSocketConfiguration configuration) {
        super(uri, component);
        this.asked = operation;
        this.operation = operation.word();
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() throws Exception {
        return new RootSocketProducer(this);
    }

    /** @throws UnsupportedOperationException always: RootSocket's HTTP API has nothing to receive */
    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        throw new UnsupportedOperationException(
                "Cannot receive from `rootsocket:%s`: RootSocket's HTTP API only sends. ".formatted(operation)
                        + "Use it in `to`, not in `from`.");
    }

    /**
     * The call that all producers of this endpoint share.
     *
     * @throws RootSocketConfigurationException if an option that it needs is missing or wrong
     */
    synchronized HttpCall call() throws RootSocketConfigurationException {
        if (call == null) {
            call = new HttpCall(getComponent(), asked, configuration);
        }
        return call;
    }

    /**
     * Delivers a stored message, for a {@link DurableStore}. Holds the calling thread until the answer came.
     *
     * @param request the message's {@link DurableMessage#request() request}
     * @param channel the channel that it is about, for the message of an error
     * @param traceparent the trace that it belongs to, as the W3C writes it
     * @return whether RootSocket said so in its own words; false if it answered 2xx and nothing more
     * @throws RootSocketException if RootSocket did not take it, or if that is not known
     */
    public boolean deliver(byte[] request, String channel, Optional<String> traceparent) throws RootSocketException {
        return !call().send(request, channel, traceparent).isEmpty();
    }

    /**
     * Asks RootSocket whether it answers this endpoint's key; that changes nothing.
     *
     * @throws RootSocketException if it does not, or if that is not known
     */
    public void check() throws RootSocketException {
        healthCheck.ask();
    }

    /**
     * Which RootSocket application this endpoint talks to, as a word without a secret: {@code default} for the one that
     * the component's own options name, whatever its key is now.
     */
    public String account() {
        return Account.of(configuration, getComponent().getConfiguration());
    }

    /** One for all of its producers. */
    RootSocketHealthCheck healthCheck() {
        return healthCheck;
    }

    @Override
    protected void doStop() throws Exception {
        healthCheck.close();
        synchronized (this) {
            if (call != null) {
                call.close();
                call = null;
            }
        }
        super.doStop();
    }

    Operation operation() {
        return asked;
    }

    @Override
    public RootSocketComponent getComponent() {
        return (RootSocketComponent) super.getComponent();
    }

    /** The URI with {@code xxxxxx} in place of the key. */
    @Override
    public String getEndpointUri() {
        return KeyMask.inUri(super.getEndpointUri());
    }

    /** Two endpoints that differ in nothing but the key are not the same one, though their URIs read the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof RootSocketEndpoint that
                && Objects.equals(configuration.getKey(), that.configuration.getKey());
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public @Nullable String getServiceUrl() {
        try {
            return BaseUrl.of(asked, configuration).toString();
        } catch (RootSocketConfigurationException notAnAddress) {
            return null;
        }
    }

    @Override
    public String getServiceProtocol() {
        String url = getServiceUrl();
        return url == null ? "https" : URI.create(url).getScheme();
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        String channel = configuration.getChannel();
        return channel == null ? Map.of("operation", operation) : Map.of("operation", operation, "channel", channel);
    }

    public String getOperation() {
        return operation;
    }

    public RootSocketConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RootSocketConfiguration configuration) {
        this.configuration = configuration;
    }
}
