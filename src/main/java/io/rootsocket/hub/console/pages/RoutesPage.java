package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.console.pages.Traffic.OfRoute;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.graph.RouteOutline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The routes that run: how much goes through each, what failed, which feeds which, and what has changed. */
record RoutesPage(Hub hub, RouteGraphsOfHub graphs, Traffic traffic) implements Page {

    static final String PATH = "/routes";
    private static final int ROWS = 200;
    private static final int GENERATIONS = 20;

    /**
     * @param state as the terminal says it: {@code old} if its file has a problem
     * @param good whether it runs as it is written
     * @param from where its messages come from
     * @param counts of this run of the hub
     */
    private record Row(
            RouteView route,
            String state,
            boolean good,
            String address,
            String from,
            Optional<String> description,
            String perMinute,
            long exchanges,
            long failures,
            int inFlight,
            String p50,
            String p99,
            Optional<String> error,
            Optional<Instant> errorAt) {}

    /** @param page of {@code pages}; only so many rows are shown at once */
    private record Model(
            List<Row> rows,
            int matching,
            int all,
            String text,
            boolean failed,
            int page,
            int pages,
            Optional<String> map,
            List<String> problems,
            List<Generation> generations,
            Instant since) {}

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Routes");
    }

    @Override
    public View show(PageRequest request) {
        String text = request.query("text").orElse("");
        boolean failed = request.query("failed").isPresent();
        Map<String, OfRoute> counts = traffic.routes();
        List<RouteView> all = hub.reload().routes();
        List<Row> matching = all.stream()
                .map(route -> row(route, Optional.ofNullable(counts.get(route.route()))))
                .filter(row -> holds(row, text, failed))
                .toList();
        int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
        int page = Math.min(request.number("page", 1, 1, 1_000_000), pages);
        return new View(
                "routes",
                "Routes",
                failed ? "routes --failed" : "routes",
                new Model(
                        matching.subList((page - 1) * ROWS, Math.min(matching.size(), page * ROWS)),
                        matching.size(),
                        all.size(),
                        text,
                        failed,
                        page,
                        pages,
                        graphs.map(),
                        hub.reload().problems().stream()
                                .map(RouteProblem::toString)
                                .toList(),
                        generations(),
                        hub.status().since()));
    }

    private static boolean holds(Row row, String text, boolean failed) {
        String wanted = text.toLowerCase(Locale.ROOT);
        boolean named = row.route().route().toLowerCase(Locale.ROOT).contains(wanted)
                || row.route().file().toLowerCase(Locale.ROOT).contains(wanted)
                || row.description().orElse("").toLowerCase(Locale.ROOT).contains(wanted);
        return named && (!failed || !row.good() || row.error().isPresent());
    }

    private Row row(RouteView route, Optional<OfRoute> counts) {
        Optional<RouteOutline> outline = graphs.graphs().find(route.route());
        return new Row(
                route,
                state(route),
                state(route).equals("started"),
                RouteGraphsOfHub.encoded(route.route()),
                outline.map(written -> written.from().label()).orElse(""),
                outline.flatMap(RouteOutline::description),
                Numbers.perMinute(counts.map(OfRoute::perMinute).orElse(Optional.of(0.0))),
                counts.map(OfRoute::exchanges).orElse(0L),
                counts.map(OfRoute::failures).orElse(0L),
                counts.map(OfRoute::inFlight).orElse(0),
                Numbers.millis(counts.flatMap(OfRoute::p50)),
                Numbers.millis(counts.flatMap(OfRoute::p99)),
                route.problem().or(() -> route.lastError().map(error -> error.message())),
                route.lastError().map(error -> error.at()));
    }

    /** As the terminal says it. */
    static String state(RouteView route) {
        return route.problem().isPresent() ? "old" : route.state().toLowerCase(Locale.ROOT);
    }

    private List<Generation> generations() {
        var last = new ArrayList<>(hub.reload().history());
        Collections.reverse(last);
        return last.subList(0, Math.min(GENERATIONS, last.size()));
    }

    /** This page, those of one route and of one generation, and the channels, which read the same. */
    static List<Page> of(Hub hub) {
        var graphs = new RouteGraphsOfHub(hub);
        Traffic traffic = Traffic.of(hub.camel());
        return List.of(
                new RoutesPage(hub, graphs, traffic),
                new RouteDetailPage(hub, graphs, traffic),
                new GenerationPage(hub),
                new ChannelsPage(hub, graphs, traffic),
                new ChannelDetailPage(hub, graphs, traffic));
    }
}
