package io.rootsocket.hub.component.http;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The connections of a component's endpoints: one pool for each distinct set of {@link ConnectionOptions}, so that a
 * thousand endpoints do not hold a thousand pools.
 *
 * <p>Safe for threads. A pool lives from its first use until {@link #close()}; after that, a new one is made.
 */
public final class SharedConnections implements AutoCloseable {

    private final Map<ConnectionOptions, HttpComponent> pools = new HashMap<>();

    /**
     * A started component for endpoints with these options. The caller closes its endpoints, not the component.
     *
     * @throws Exception if the TLS settings cannot be used
     */
    public synchronized HttpComponent with(ConnectionOptions options, CamelContext context) throws Exception {
        HttpComponent known = pools.get(options);
        if (known != null) {
            return known;
        }
        var http = new PooledHttp(options);
        http.setCamelContext(context);
        try {
            http.start();
        } catch (Exception e) {
            ServiceHelper.stopAndShutdownService(http);
            throw e;
        }
        pools.put(options, http);
        return http;
    }

    /** How many pools there are. */
    public synchronized int size() {
        return pools.size();
    }

    @Override
    public synchronized void close() {
        ServiceHelper.stopAndShutdownServices(pools.values());
        pools.clear();
    }
}
