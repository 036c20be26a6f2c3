package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.console.pages.Traffic.OfRoute;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.graph.OutlineText;
import io.rootsocket.hub.routes.graph.RouteOutline;
import io.rootsocket.hub.schedule.ScheduleLine;
import io.rootsocket.hub.trail.TrailFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** One route: its graph, its numbers, its file as it runs, and what went through it last. */
record RouteDetailPage(Hub hub, RouteGraphsOfHub graphs, Traffic traffic) implements Page {

    private static final int MAX_LINES = 5_000;

    /**
     * A line of its file.
     *
     * @param problem what is wrong there
     * @param own whether it is a line of this route
     */
    private record Line(int number, String text, Optional<String> problem, boolean own) {}

    private record Model(
            RouteView route,
            String address,
            String state,
            boolean good,
            Optional<String> description,
            String perMinute,
            long exchanges,
            long failures,
            int inFlight,
            String p50,
            String p99,
            Optional<String> graph,
            Optional<String> outline,
            List<String> channels,
            List<Line> lines,
            boolean cut,
            Optional<Boolean> paused,
            RecentMessages.Shown recent) {}

    @Override
    public String path() {
        return RoutesPage.PATH + "/:name";
    }

    @Override
    public View show(PageRequest request) {
        RouteView route = find(request.path("name"));
        Optional<RouteOutline> outline = graphs.graphs().find(route.route());
        Optional<OfRoute> counts = Optional.ofNullable(traffic.routes().get(route.route()));
        List<String> lines = hub.reload().shown(route.file());
        return new View(
                "route",
                "Route " + route.route(),
                "routes " + route.route(),
                new Model(
                        route,
                        RouteGraphsOfHub.encoded(route.route()),
                        RoutesPage.state(route),
                        RoutesPage.state(route).equals("started"),
                        outline.flatMap(RouteOutline::description),
                        Numbers.perMinute(counts.map(OfRoute::perMinute).orElse(Optional.of(0.0))),
                        counts.map(OfRoute::exchanges).orElse(0L),
                        counts.map(OfRoute::failures).orElse(0L),
                        counts.map(OfRoute::inFlight).orElse(0),
                        Numbers.millis(counts.flatMap(OfRoute::p50)),
                        Numbers.millis(counts.flatMap(OfRoute::p99)),
                        graphs.svg(route.route()),
                        outline.map(OutlineText::of),
                        graphs.channelsOf(route.route()),
                        lines(route, lines),
                        lines.size() > MAX_LINES,
                        paused(route),
                        RecentMessages.of(hub.trail(), TrailFilter.ALL.ofRoute(route.route()))));
    }

    private RouteView find(String name) {
        return hub.reload().routes().stream()
                .filter(route -> route.route().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No route `%s` runs.".formatted(name)));
    }

    private List<Line> lines(RouteView route, List<String> text) {
        List<RouteProblem> problems = hub.reload().problems().stream()
                .filter(problem -> problem.file().endsWith(route.file()))
                .toList();
        int end = hub.reload().routes().stream()
                .filter(other -> other.file().equals(route.file()) && other.line() > route.line())
                .mapToInt(RouteView::line)
                .min()
                .orElse(Integer.MAX_VALUE);
        var lines = new ArrayList<Line>();
        for (int number = 1; number <= Math.min(text.size(), MAX_LINES); number++) {
            int at = number;
            lines.add(new Line(
                    number,
                    text.get(number - 1),
                    problems.stream()
                            .filter(problem -> problem.line().orElse(1) == at)
                            .map(problem -> problem.message()
                                    + problem.suggestion()
                                            .map(more -> " " + more)
                                            .orElse(""))
                            .findFirst(),
                    number >= route.line() && number < end));
        }
        return lines;
    }

    /** Whether its schedule is paused; empty if it has none. */
    private Optional<Boolean> paused(RouteView route) {
        return hub.schedules().lines().stream()
                .filter(line -> line.route().equals(route.route()))
                .map(ScheduleLine::paused)
                .findFirst();
    }

    @Override
    public List<Act> acts() {
        return List.of(
                new Act(path() + "/pause", (request, form) -> {
                    hub.schedules().pause(request.path("name"), form.byAndWhy());
                    return "Paused, until it is resumed.";
                }),
                new Act(path() + "/resume", (request, form) -> {
                    hub.schedules().resume(request.path("name"), form.byAndWhy());
                    return "Resumed.";
                }));
    }
}
