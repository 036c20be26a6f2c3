package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.cli.screen.Tone;
import io.rootsocket.hub.failure.LastError;
import io.rootsocket.hub.reload.RouteView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Routes for a person's eyes.
 *
 * @param times how times are told
 */
record RouteScreen(Times times) {

    /** One row for each. */
    Table table(List<RouteView> routes) {
        Table table = Table.of("STATE", "ROUTE", "FILE", "SINCE", "LAST ERROR").none("No route.");
        routes.forEach(route -> table.row(
                state(route), Cell.of(route.route()), Cell.of(place(route)), times.cell(route.since()), error(route)));
        return table;
    }

    /** All that is known of one. */
    Table sheet(RouteView route) {
        Table sheet = Table.sheet()
                .row("Route", route.route())
                .row("State", state(route))
                .row("File", place(route))
                .row("Since", times.told(route.since()) + ", generation " + route.generation());
        route.problem().ifPresent(problem -> sheet.row("OLD", Cell.of(problem).toned(Tone.BAD)));
        sheet.row("Last error", route.lastError().map(this::told).orElse("none since the hub started"));
        return sheet;
    }

    private static Cell state(RouteView route) {
        String word = route.problem().isPresent() ? "old" : route.state().toLowerCase(Locale.ROOT);
        return Cell.of(word).toned(word.equals("started") ? Tone.GOOD : Tone.BAD);
    }

    private static String place(RouteView route) {
        return route.file() + ":" + route.line();
    }

    private Cell error(RouteView route) {
        Optional<String> text = route.problem().or(() -> route.lastError().map(this::told));
        return text.map(error -> Cell.of(error).toned(Tone.BAD)).orElse(Cell.of("-"));
    }

    private String told(LastError error) {
        return "%s: %s".formatted(times.away(error.at()), error.message());
    }
}
