package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.jspecify.annotations.Nullable;

/**
 * Whether RootSocket answers an endpoint's key: reads the overview of connections, which changes nothing.
 *
 * <p>Camel leaves the checks of producers off until {@code camel.health.producersEnabled} is set. Each call makes one
 * request and may take the connect and the response timeout together. Registered while the endpoint has a started
 * producer. Safe for threads.
 */
final class RootSocketHealthCheck implements HealthCheck {

    private final RootSocketEndpoint endpoint;
    private int producers;
    private @Nullable HttpCall call;
    private volatile boolean enabled = true;

    RootSocketHealthCheck(RootSocketEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Registers the check with the first producer. */
    synchronized void producerStarts() {
        producers++;
        WritableHealthCheckRepository repository = repository();
        if (producers == 1 && repository != null) {
            enabled = endpoint.getComponent().isHealthCheckProducerEnabled();
            repository.addHealthCheck(this);
        }
    }

    /** Removes the check with the last producer. */
    synchronized void producerStops() {
        producers--;
        WritableHealthCheckRepository repository = repository();
        if (producers == 0 && repository != null) {
            repository.removeHealthCheck(this);
            close();
        }
    }

    private @Nullable WritableHealthCheckRepository repository() {
        return HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    /** The same after a restart. Made from the URI without its key, so that the id tells nothing about it. */
    @Override
    public String getId() {
        return "producer:rootsocket-%s-%08x"
                .formatted(endpoint.getOperation(), endpoint.getEndpointUri().hashCode());
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Only readiness: starting the application again would not bring the service back. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        var result = HealthCheckResultBuilder.on(this).detail("service.url", String.valueOf(endpoint.getServiceUrl()));
        try {
            ask();
            return result.up().build();
        } catch (RootSocketException e) {
            return result.down()
                    .message(e.getMessage())
                    .detail("http.status", e.status())
                    .build();
        }
    }

    void ask() throws RootSocketException {
        overview().send(null, null);
    }

    private synchronized HttpCall overview() throws RootSocketException {
        if (call == null) {
            call = new HttpCall(endpoint.getComponent(), Operation.CONNECTIONS, endpoint.getConfiguration());
        }
        return call;
    }

    synchronized void close() {
        if (call != null) {
            call.close();
            call = null;
        }
    }
}
