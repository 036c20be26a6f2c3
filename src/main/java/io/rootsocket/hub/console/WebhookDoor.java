package io.rootsocket.hub.console;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.http.BoundedHttpServer;
import io.rootsocket.hub.http.ConnectionBudget;
import io.rootsocket.hub.http.FailedRequest;
import io.rootsocket.hub.http.RequestScreen;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.webhook.FormFields;
import io.rootsocket.hub.webhook.NamedCalls;
import io.rootsocket.hub.webhook.NoSuchWebhook;
import io.rootsocket.hub.webhook.WebhookEngine;
import io.rootsocket.hub.webhook.WebhookHealthCheck;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The door that others may reach: what the routes declare with {@code platform-http:}, and whether the hub lives and is
 * ready, without any detail. It is open before the routes run and until they have stopped, and says so meanwhile.
 */
public final class WebhookDoor implements HubExtension {

    private final Readiness readiness = new Readiness();
    private final HeldCalls held = new HeldCalls();
    private @Nullable BoundedHttpServer server;
    private @Nullable WebhookEngine webhooks;

    @Override
    public void attach(CamelContext camel, HubSettings settings) throws Exception {
        settings.webhooks().requireFree("HUB_PORT");
        var configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.webhooks().host());
        configuration.setBindPort(settings.webhooks().port());
        configuration.setMaxBodySize(settings.bodyLimit());
        configuration
                .getBodyHandler()
                .setUploadsDirectory(
                        PrivateFiles.createFolder(settings.uploads()).toString());
        var engine = new WebhookEngine(settings.limits());
        engine.setCamelContext(camel);
        camel.addService(engine, true, true);
        webhooks = engine;
        // With two servers in one context, platform-http finds its own port only by this bean.
        camel.getRegistry().bind("webhookDoor", configuration);
        int maxConnections =
                settings.limits().maxConnections().orElseGet(() -> ConnectionBudget.forStrangers(settings.bodyLimit()));
        var opening = new BoundedHttpServer(
                "The webhook port",
                configuration,
                settings.limits(),
                maxConnections,
                (front, routes) -> {
                    NoSuchWebhook.answerAll(front, engine::methods)
                            .route()
                            .handler(WebhookDoor::forbidSniffing)
                            .handler(new NamedCalls(engine, camel))
                            .handler(RequestScreen.behindProxies())
                            .handler(readiness)
                            .handler(FormFields::leaveBodyAsItIs)
                            .handler(held);
                    routes.route()
                            .failureHandler(new FailedRequest(
                                    "The body is longer than %d bytes.".formatted(settings.bodyLimit())));
                },
                HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);
        camel.addService(opening, true, true);
        server = opening;
    }

    private static HealthCheckRegistry registry(CamelContext camel) {
        return requireNonNull(HealthCheckRegistry.get(camel), "a hub has health checks");
    }

    /** A browser must not take an answer for a page, whoever wrote it. */
    private static void forbidSniffing(RoutingContext request) {
        request.response().putHeader("X-Content-Type-Options", "nosniff");
        request.next();
    }

    @Override
    public void started(Hub hub) {
        // Not before: Camel's main makes the register when it configures the context.
        registry(hub.camel()).register(new WebhookHealthCheck(requireNonNull(webhooks, "made with the door")));
        held.begin(hub.reload().webhooks(), requireNonNull(server, "a hub that runs has its doors"));
        readiness.open(hub::hasStarted, () -> hub.outbox().status().trouble().isEmpty(), hub.outbox()::canGoOn);
    }

    @Override
    public void leaving() {
        readiness.leave();
    }

    @Override
    public void stopping() {
        readiness.close();
    }

    @Override
    public void cutOff() {
        readiness.cutOff();
    }
}
