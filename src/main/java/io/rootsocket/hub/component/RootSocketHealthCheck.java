package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Whether RootSocket answers an endpoint's key: reads the overview of connections, which changes nothing.
 *
 * <p>Camel leaves the checks of producers off until {@code camel.health.producersEnabled} is set. Each call makes one
 * request and may take the connect and the response timeout together. Safe for threads.
 */
final class RootSocketHealthCheck implements HealthCheck, AutoCloseable {

    private final RootSocketEndpoint endpoint;
    private final String id;
    private @Nullable HttpCall call;
    private volatile boolean enabled = true;

    RootSocketHealthCheck(RootSocketEndpoint endpoint) {
        this.endpoint = endpoint;
        this.id = "producer:rootsocket-%s-%s".formatted(endpoint.getOperation(), Integer.toHexString(hashCode()));
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
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
        var result = HealthCheckResultBuilder.on(this).detail("service.url", endpoint.getServiceUrl());
        try {
            overview().send(null, null);
            return result.up().build();
        } catch (RootSocketException e) {
            return result.down()
                    .message(e.getMessage())
                    .detail("http.status", e.status())
                    .build();
        }
    }

    private synchronized HttpCall overview() throws RootSocketException {
        if (call == null) {
            call = new HttpCall(
                    endpoint.getCamelContext(),
                    Operation.CONNECTIONS,
                    endpoint.getConfiguration(),
                    endpoint.getComponent().clock());
        }
        return call;
    }

    @Override
    public synchronized void close() {
        if (call != null) {
            call.close();
            call = null;
        }
    }
}
