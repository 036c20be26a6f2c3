package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.Hub;
import io.rootsocket.hub.engine.HubExtension;
import io.rootsocket.hub.engine.HubSettings;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationHandlerFactory;

/**
 * The operator's door: {@code /observe/health}, {@code /observe/metrics}, and under {@code /api} what shows and steers
 * the hub. On loopback by default; where a token is set, every request must carry it as {@code Authorization: Bearer
 * <token>}. For one hub.
 */
public final class AdminDoor implements HubExtension {

    private static final List<AdminApi> APIS =
            List.of(new StatusApi(), new DeadLettersApi(), new RoutesApi(), new ScheduleApi());

    private final ManagementHttpServer server = new ManagementHttpServer();

    @Override
    public void attach(CamelContext camel, HubSettings settings) throws Exception {
        settings.admin().requireFree("HUB_ADMIN_PORT");
        var configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.admin().host());
        configuration.setBindPort(settings.admin().port());
        configuration.setMaxBodySize(settings.bodyLimit());
        settings.adminToken().ifPresent(token -> requireToken(configuration, token));
        server.setCamelContext(camel);
        server.setConfiguration(configuration);
        server.setHealthCheckEnabled(true);
        server.setHealthPath("/observe/health");
        server.setMetricsEnabled(true);
        camel.addService(server, true, true);
        camel.addStartupListener((started, alreadyStarted) ->
                server.getRouter().route().failureHandler(new FailedRequest(settings.bodyLimit())));
    }

    @Override
    public void started(Hub hub) {
        for (AdminApi api : APIS) {
            api.mount(server.getRouter(), hub);
        }
    }

    private static void requireToken(VertxPlatformHttpServerConfiguration configuration, String token) {
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        var everywhere = new AuthenticationConfigEntry();
        everywhere.setPath("/*");
        everywhere.setAuthenticationHandlerFactory(new AuthenticationHandlerFactory() {
            @Override
            public <T extends AuthenticationProvider> AuthenticationHandler createAuthenticationHandler(T provider) {
                return request -> admit(request, expected);
            }
        });
        everywhere.setAuthenticationProviderFactory(vertx -> (credentials, result) -> {});
        configuration.getAuthenticationConfig().setEnabled(true);
        configuration.getAuthenticationConfig().getEntries().add(everywhere);
    }

    private static void admit(RoutingContext request, byte[] expected) {
        String given = request.request().getHeader("Authorization");
        if (given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            request.next();
        } else {
            request.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Bearer")
                    .putHeader("Content-Type", "application/json")
                    .end("{\"detail\":\"Send the hub's HUB_ADMIN_TOKEN as `Authorization: Bearer <token>`.\"}");
        }
    }
}
