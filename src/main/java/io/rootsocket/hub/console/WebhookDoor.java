package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.Hub;
import io.rootsocket.hub.engine.HubExtension;
import io.rootsocket.hub.engine.HubSettings;
import io.rootsocket.hub.engine.reload.WebhookGate;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
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

    private static final String HELD = "held";

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
        camel.addStartupListener((started, alreadyStarted) -> {
            server.getRouter()
                    .get(LIVENESS)
                    .handler(request -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"status\":\"UP\"}"));
            server.getRouter()
                    .route()
                    .failureHandler(
                            new FailedRequest("The body is longer than %d bytes.".formatted(settings.bodyLimit())));
        });
    }

    /** A request that comes while its route is swapped waits, and is then served by the new one. */
    @Override
    public void started(Hub hub) {
        WebhookGate gate = hub.reload().webhooks();
        server.getRouter().route().order(FIRST).handler(request -> {
            String path = request.normalizedPath();
            Context thread = request.vertx().getOrCreateContext();
            if (gate.enter(path, () -> thread.runOnContext(open -> again(request)))) {
                request.addEndHandler(ended -> gate.leave(path));
                request.next();
                if (request.get(HELD) != null) {
                    // Not before, or the body would be gone when the route begins to read it.
                    request.request().resume();
                }
            } else {
                request.put(HELD, true);
                request.request().pause();
            }
        });
    }

    /** Looks for its route anew: the one that was known when the request came is gone. */
    private static void again(RoutingContext request) {
        request.reroute(request.request().method(), request.request().uri());
    }
}
