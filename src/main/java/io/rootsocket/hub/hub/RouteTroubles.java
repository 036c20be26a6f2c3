package io.rootsocket.hub.hub;

import io.rootsocket.hub.alarm.Topic;
import io.rootsocket.hub.alarm.Trouble;
import io.rootsocket.hub.alarm.TroubleSource;
import io.rootsocket.hub.reload.RouteFolder;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.schedule.ScheduleName;
import io.rootsocket.hub.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InflightRepository.InflightExchange;

/** Route files that were refused, routes that do not run, and messages that stay in a route for too long. */
final class RouteTroubles implements TroubleSource {

    static final Set<Topic> TOPICS = EnumSet.of(Topic.ROUTE_REFUSED, Topic.ROUTE_STOPPED, Topic.ROUTE_STUCK);

    private final CamelContext camel;
    private final RouteFolder folder;
    private final Duration stuckAfter;
    /** When each that does not run was first seen not to: Camel does not say. */
    private final Map<String, Instant> stoppedSince = new ConcurrentHashMap<>();

    RouteTroubles(CamelContext camel, RouteFolder folder, Duration stuckAfter) {
        this.camel = camel;
        this.folder = folder;
        this.stuckAfter = stuckAfter;
    }

    @Override
    public List<Trouble> look(Instant now) {
        return Stream.of(
                        folder.problems().stream().map(problem -> refused(problem, now)),
                        stopped(now),
                        stuck().values().stream().map(exchange -> stuck(exchange, now)))
                .flatMap(troubles -> troubles)
                .toList();
    }

    private static Trouble refused(RouteProblem problem, Instant now) {
        return Trouble.of(
                Topic.ROUTE_REFUSED,
                String.valueOf(problem.file().getFileName()),
                now,
                "A route file does not run as it is written. " + problem,
                problem.olderRuns()
                        ? "Its last good version runs meanwhile. Mend the file, or go back to a generation that ran."
                        : "None of it runs. Mend the file and save it.",
                "hub validate");
    }

    private Stream<Trouble> stopped(Instant now) {
        Map<String, RouteView> stopped = folder.routes().stream()
                .filter(route -> !route.runs() && route.problem().isEmpty() && isToRun(route.route()))
                .collect(Collectors.toMap(RouteView::route, route -> route));
        stoppedSince.keySet().retainAll(stopped.keySet());
        return stopped.values().stream()
                .map(route -> stopped(route, stoppedSince.computeIfAbsent(route.route(), first -> now)));
    }

    /** Whoever wrote {@code autoStartup: false} wants it so. */
    private boolean isToRun(String id) {
        RouteDefinition route = Objects.requireNonNull(
                        camel.getCamelContextExtension().getContextPlugin(Model.class))
                .getRouteDefinition(id);
        return route == null || route.getAutoStartup() == null || !"false".equals(route.getAutoStartup());
    }

    private static Trouble stopped(RouteView route, Instant since) {
        return Trouble.of(
                Topic.ROUTE_STOPPED,
                route.route(),
                since,
                "Route %s does not run: %s. It is in %s:%d."
                        .formatted(route.route(), route.state(), route.file(), route.line()),
                "See in the log why it stopped. It runs again once it is saved with a change, or the hub is started again.",
                "hub routes");
    }

    /** The oldest of each route. */
    private Map<String, InflightExchange> stuck() {
        var oldest = new HashMap<String, InflightExchange>();
        for (InflightExchange exchange : camel.getInflightRepository().browse()) {
            if (exchange.getDuration() > stuckAfter.toMillis() && exchange.getFromRouteId() != null) {
                oldest.merge(
                        ScheduleName.outermost(camel, exchange.getFromRouteId()),
                        exchange,
                        (one, other) -> one.getDuration() < other.getDuration() ? other : one);
            }
        }
        return oldest;
    }

    private Trouble stuck(InflightExchange exchange, Instant now) {
        String route = ScheduleName.outermost(camel, exchange.getFromRouteId());
        Instant since = now.minusMillis(exchange.getDuration());
        return Trouble.of(
                        Topic.ROUTE_STUCK,
                        route,
                        since,
                        "A message is in route %s since %s, at its step %s in route %s, for longer than it may (HUB_ALARM_STUCK)."
                                .formatted(
                                        route,
                                        TimeText.of(
                                                since, Clock.systemDefaultZone().getZone()),
                                        exchange.getNodeId(),
                                        exchange.getAtRouteId()),
                        "See whether what that step asks answers; give it a timeout.",
                        "hub routes")
                .withReference(exchange.getExchange().getExchangeId());
    }
}
