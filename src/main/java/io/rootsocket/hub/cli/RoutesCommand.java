package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.CommandName;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.reload.RouteView;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.text.NearestWord;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the routes of a running hub. */
@Command(
        name = "routes",
        description =
                "Prints the routes of a running hub, one a line. With a route or a file: all that is known of it.",
        footer = {"", "Example: hub routes --failed", "Example: hub routes import-json"})
final class RoutesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private FormatOption format;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only this route, or the routes of this file.")
    private @Nullable String name;

    @Option(
            names = "--failed",
            description = "Only those that do not run as they are written, or whose last error is known.")
    private boolean failed;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode answer = admin.get("/api/routes");
        List<RouteView> all = List.of(AdminOptions.read(answer, RouteView[].class));
        List<RouteView> chosen = all.stream().filter(this::isMeant).toList();
        if (name != null && chosen.isEmpty()) {
            throw noSuch(name, all);
        }
        Screen screen = Invocation.of(spec).screen();
        if (format.isJson()) {
            spec.commandLine().getOut().println(StrictJson.tree(chosen).toPrettyString());
        } else if (name == null) {
            screen.print(new RouteScreen(screen.times()).table(chosen));
        } else {
            chosen.forEach(route -> screen.print(new RouteScreen(screen.times()).sheet(route)));
        }
        return 0;
    }

    private boolean isMeant(RouteView route) {
        boolean named =
                name == null || route.route().equals(name) || route.file().equals(name);
        return named
                && (!failed
                        || !route.runs()
                        || route.problem().isPresent()
                        || route.lastError().isPresent());
    }

    private HubConfigurationException noSuch(String wanted, List<RouteView> all) {
        List<String> known = all.stream()
                .flatMap(route -> Stream.of(route.route(), route.file()))
                .toList();
        return new HubConfigurationException("No route or file `%s` runs. %s"
                .formatted(
                        wanted,
                        NearestWord.suggestion(wanted, known)
                                .orElse("`%s routes` shows those that do.".formatted(CommandName.text()))));
    }
}
