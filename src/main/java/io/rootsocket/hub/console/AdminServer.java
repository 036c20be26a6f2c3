package io.rootsocket.hub.console;

import io.rootsocket.hub.http.BoundedHttpServer;
import io.rootsocket.hub.settings.ConnectionLimits;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.BiConsumer;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Camel's management server on a server of ours, so that the guard is in place before the port opens, and even what is no
 * HTTP is answered by us. One for each hub.
 */
final class AdminServer extends ManagementHttpServer {

    private final BoundedHttpServer http;

    /**
     * @param maxConnections how many may be open
     * @param guard adds to the first router what each request meets first and what is answered when no path is found; the
     *     second has the paths
     * @param unreadable answers what cannot be read as HTTP
     */
    AdminServer(
            VertxPlatformHttpServerConfiguration configuration,
            ConnectionLimits limits,
            int maxConnections,
            BiConsumer<Router, Router> guard,
            Handler<HttpServerRequest> unreadable) {
        setConfiguration(configuration);
        this.http = new BoundedHttpServer("The admin port", configuration, limits, maxConnections, guard, unreadable);
    }

    /** Not Camel's: it would make a server of its own. */
    @Override
    protected void doInit() throws Exception {
        getCamelContext().addService(http);
    }

    /** In a form of ours. */
    @Override
    protected void setupHealthCheckConsole() {
        new HealthPaths(getCamelContext()).mount(getRouter(), getHealthPath());
    }

    /** Camel's would listen once more for each route that starts, and every exchange would pass all that listen. */
    @Override
    protected void setupStartupSummary() {}

    @Override
    protected void doStart() throws Exception {
        ServiceHelper.startService(http);
        super.doStart();
    }
}
