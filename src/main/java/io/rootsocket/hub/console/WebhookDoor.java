package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.HubExtension;
import io.rootsocket.hub.engine.HubSettings;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The door that others may reach: what the routes declare with {@code platform-http:}, and {@value #LIVENESS}, which
 * says only that the hub runs.
 */
public final class WebhookDoor implements HubExtension {

    /** Answers 200 while the hub runs; no detail. */
    public static final String LIVENESS = "/health/live";

    @Override
    public void attach(CamelContext camel, HubSettings settings) throws Exception {
        settings.webhooks().requireFree("HUB_PORT");
        var configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.webhooks().host());
        configuration.setBindPort(settings.webhooks().port());
        configuration.setMaxBodySize(settings.bodyLimit());
        // With two servers in one context, platform-http finds its own port only by this bean.
        camel.getRegistry().bind("webhookDoor", configuration);
        var server = new MainHttpServer();
        server.setCamelContext(camel);
        server.setConfiguration(configuration);
        camel.addService(server, true, true);
        camel.addStartupListener((started, alreadyStarted) -> {
            server.getRouter()
                    .get(LIVENESS)
                    .handler(request -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"status\":\"UP\"}"));
            server.getRouter().route().failureHandler(new FailedRequest(settings.bodyLimit()));
        });
    }
}
