package io.rootsocket.hub.hub;

import io.rootsocket.hub.files.FolderFormat;
import io.rootsocket.hub.hub.HubStatus.Messages;
import io.rootsocket.hub.hub.HubStatus.RootSocket;
import io.rootsocket.hub.hub.HubStatus.Routes;
import io.rootsocket.hub.log.LogLevel;
import io.rootsocket.hub.outbox.OutboxStatus;
import io.rootsocket.hub.outbox.WaitingChannel;
import io.rootsocket.hub.reload.RouteFolder;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.schedule.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;

/** Looks around in a hub, and says what a person should know of it. */
final class StatusReport {

    private StatusReport() {}

    /**
     * @param since since when the hub runs
     * @param stopping whether it has begun to stop
     * @param logLevels those that somebody has changed
     */
    static HubStatus of(
            HubSettings settings,
            CamelContext camel,
            RouteFolder routes,
            Schedules schedules,
            HubOutbox outbox,
            String broker,
            Instant since,
            boolean stopping,
            List<LogLevel> logLevels) {
        return new HubStatus(
                FolderFormat.version(),
                since,
                stopping,
                routes(settings, routes),
                schedules.nextFires(),
                schedules.paused(),
                webhooks(settings, camel),
                new RootSocket(
                        settings.rootSocket().url(),
                        settings.rootSocket().sandbox(),
                        settings.dryRun(),
                        outbox.keyProblem()),
                messages(outbox),
                broker,
                "http://%s:%d"
                        .formatted(settings.admin().host(), settings.admin().port()),
                logLevels);
    }

    private static Routes routes(HubSettings settings, RouteFolder folder) {
        List<RouteView> all = folder.routes();
        List<String> stopped = all.stream()
                .filter(route -> !route.runs())
                .map(RouteView::route)
                .toList();
        return new Routes(
                settings.routes(),
                (int) all.stream().map(RouteView::file).distinct().count(),
                all.size() - stopped.size(),
                stopped,
                folder.problems(),
                folder.notes());
    }

    private static Messages messages(HubOutbox outbox) {
        OutboxStatus status = outbox.status();
        return new Messages(
                status.depth(),
                status.waiting().stream()
                        .map(WaitingChannel::oldest)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo),
                outbox.deadLetterCounts(),
                Stream.of(
                                status.trouble().stream(),
                                status.full().stream(),
                                status.held().stream(),
                                status.missing().stream().map(Object::toString))
                        .flatMap(lines -> lines)
                        .toList());
    }

    private static List<String> webhooks(HubSettings settings, CamelContext camel) {
        if (camel.hasComponent("platform-http") instanceof PlatformHttpComponent http) {
            String host = settings.webhooks().host().equals("0.0.0.0")
                    ? "localhost"
                    : settings.webhooks().host();
            return http.getHttpEndpoints().stream()
                    .map(endpoint ->
                            "http://%s:%d%s".formatted(host, settings.webhooks().port(), endpoint.getUri()))
                    .sorted()
                    .toList();
        }
        return List.of();
    }
}
