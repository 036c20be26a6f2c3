package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.Hub;
import io.rootsocket.hub.engine.HubExtension;
import io.rootsocket.hub.engine.HubSettings;
import io.rootsocket.hub.engine.reload.WebhookGate;
import io.vertx.core.Context;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The door that others may reach: what the routes declare with {@code platform-http:}, and {@value #LIVENESS}, which
 * says only that the hub runs.
 */
public final class WebhookDoor implements HubExtension {

    /** Before everything else that the router does with a request. */
    private static final int FIRST = -1_000;

    /** Answers 200 while the hub runs; no detail. */
    public static final String LIVENESS = "/health/live";

    private final MainHttpServer server = new MainHttpServer();

    @Override
    public void attach(CamelContext camel, HubSettings settings) throws Exception {
        settings.webhooks().requireFree("HUB_PORT");
        var configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.webhooks().host());
        configuration.setBindPort(settings.webhooks().port());
        configuration.setMaxBodySize(settings.bodyLimit());
        // With two servers in one context, platform-http finds its own port only by this bean.
        camel.getRegistry().bind("webhookDoor", configuration);
        server.setCamelContext(camel);
        server.setConfiguration(configuration);
        camel.addService(server, true, true);
        camel.addStartupListener((started, alreadyStarted) -> server.getRouter()
                .get(LIVENESS)
                .handler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end("{\"status\":\"UP\"}")));
    }

    /** A request that comes while its route is swapped waits, and is then served by the new one. */
    @Override
    public void started(Hub hub) {
        WebhookGate gate = hub.reload().webhooks();
        server.getRouter().route().order(FIRST).handler(request -> {
            String path = request.normalizedPath();
            request.addEndHandler(ended -> gate.leave(path));
            Context thread = request.vertx().getOrCreateContext();
            if (gate.enter(
                    path,
                    () -> thread.runOnContext(open -> {
                        request.next();
                        // Not before, or the body would be gone when the route begins to read it.
                        request.request().resume();
                    }))) {
                request.next();
            } else {
                request.request().pause();
            }
        });
    }
}
