package io.rootsocket.hub.console;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.console.html.Console;
import io.rootsocket.hub.console.pages.Pages;
import io.rootsocket.hub.http.ErrorAnswer;
import io.rootsocket.hub.http.FailedRequest;
import io.rootsocket.hub.http.RequestScreen;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.hub.HubSettings;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The operator's door: {@code /observe/health}, {@code /observe/metrics}, and under {@code /api} what shows and steers
 * the hub. On loopback by default. Every request first meets the {@link AdminGuard}. For one hub.
 */
public final class AdminDoor implements HubExtension {

    /** A person, some dashboards and commands. */
    private static final int MAX_CONNECTIONS = 64;

    private @Nullable AdminServer server;
    private @Nullable AdminAuthentication authentication;
    private @Nullable AdminGuard guard;

    @Override
    public void attach(CamelContext camel, HubSettings settings) throws Exception {
        settings.admin().requireFree("HUB_ADMIN_PORT");
        var configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(settings.admin().host());
        configuration.setBindPort(settings.admin().port());
        var opened = new AdminAuthentication(
                settings.adminToken().map(token -> new AdminToken(token, System::nanoTime)),
                new Sessions(System::nanoTime),
                "rootsocket-hub-%d".formatted(settings.admin().port()));
        var names = new AllowedHosts(settings.admin(), settings.adminNames());
        authentication = opened;
        server = new AdminServer(
                configuration,
                settings.limits(),
                MAX_CONNECTIONS,
                (front, paths) -> {
                    var standing = new AdminGuard(names, opened, new AdminPaths(paths));
                    guard = standing;
                    guard(front, standing);
                    Console.mountAssets(paths);
                },
                AdminDoor::unreadable);
        server.setCamelContext(camel);
        server.setHealthCheckEnabled(true);
        server.setHealthPath("/observe/health");
        server.setMetricsEnabled(true);
        camel.addService(server, true, true);
    }

    private static void guard(Router front, AdminGuard guard) {
        front.route().handler(guard).handler(RequestScreen.ofNames());
        var failed = new FailedRequest("The body is longer than this path takes.");
        IntStream.range(400, 600)
                .forEach(status -> front.errorHandler(status, context -> {
                    if (!context.response().headWritten()) {
                        SecurityHeaders.addTo(context.response());
                    }
                    failed.handle(context);
                }));
    }

    private static void unreadable(HttpServerRequest request) {
        SecurityHeaders.addTo(request.response());
        request.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/json")
                .putHeader("Connection", "close")
                .end(StrictJson.write(new ErrorAnswer("This cannot be read as HTTP/1.1.")));
    }

    @Override
    public void started(Hub hub) {
        var paths = new AdminPaths(requireNonNull(server).getRouter());
        List.of(
                        new SessionApi(requireNonNull(authentication)),
                        new StatusApi(),
                        new LogApi(),
                        new DiagnosisApi(),
                        new DeadLettersApi(),
                        new MessagesApi(),
                        new InspectionApi(),
                        new RoutesApi(),
                        new ReplaysApi(),
                        new ScheduleApi(),
                        new AlarmsApi(),
                        new BackupApi())
                .forEach(api -> api.mount(paths, hub));
        new Console(hub, new BrowserSessions(requireNonNull(authentication)), Pages.of(hub))
                .mount(requireNonNull(server).getRouter());
        requireNonNull(guard).open();
    }
}
