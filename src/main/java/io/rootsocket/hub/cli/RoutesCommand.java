package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.text.Printable;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the routes of a running hub. */
@Command(
        name = "routes",
        description = "Prints the routes of a running hub: file, route, generation, state, since when, last error.",
        footer = {"", "Example: hub routes"})
final class RoutesCommand implements Callable<Integer> {

    private static final String ROW = "%-28s %-24s %10s  %-9s %-20s %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode routes = admin.get("/api/routes");
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(routes.toPrettyString());
            return 0;
        }
        out.printf(ROW, "FILE", "ROUTE", "GENERATION", "STATE", "SINCE", "LAST ERROR");
        for (RouteView route : AdminOptions.read(routes, RouteView[].class)) {
            out.printf(
                    ROW,
                    Printable.line(route.file() + ":" + route.line()),
                    Printable.line(route.route()),
                    route.generation(),
                    route.state(),
                    route.since().truncatedTo(ChronoUnit.SECONDS),
                    route.lastError().map(Printable::line).orElse("-"));
        }
        return 0;
    }
}
