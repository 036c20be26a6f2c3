package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.RoutesOption;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.graph.MermaidForm;
import io.rootsocket.hub.routes.graph.OutlineText;
import io.rootsocket.hub.routes.graph.RouteGraphs;
import io.rootsocket.hub.routes.graph.RouteOutline;
import io.rootsocket.hub.routes.graph.SvgForm;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.SettingsContext;
import io.rootsocket.hub.text.NearestWord;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws routes from their files. */
@Command(
        name = "graph",
        description =
                "Draws routes from their files: each from its source through its steps, or without a name, which route feeds"
                        + " which. No hub need run.",
        footer = {
            "",
            "Example: hub graph import-csv",
            "Example: hub graph --format svg > routes.svg",
            "Example: hub graph fan-out --format mermaid"
        })
final class GraphCommand implements Callable<Integer> {

    /** How it is drawn. */
    enum Form {
        TEXT,
        MERMAID,
        SVG;

        /** As a person types it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private RoutesOption routes;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to draw: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Form form;

    @Parameters(
            paramLabel = "ROUTE",
            arity = "0..1",
            description = "A route, a template or a kamelet of the folder. Default: which route feeds which.")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
        HubSettings settings = HubSettings.of(routes.in(Invocation.of(spec).environment()));
        RouteSources read = RouteSources.read(RoutesOption.required(settings.routes()), settings.routesPattern());
        RouteGraphs graphs = graphs(read);
        String drawn = name == null ? all(graphs) : one(find(graphs, name));
        spec.commandLine().getOut().println(drawn.stripTrailing());
        return 0;
    }

    private static RouteGraphs graphs(RouteSources read) throws IOException {
        try (var camel = new SettingsContext()) {
            camel.getPropertiesComponent().setInitialProperties(read.settings());
            camel.build();
            return RouteGraphs.of(read.sources(), filledIn(camel));
        }
    }

    private static UnaryOperator<String> filledIn(SettingsContext camel) {
        return text -> {
            try {
                String filled = camel.resolvePropertyPlaceholders(text);
                return filled == null ? text : filled;
            } catch (RuntimeException unknown) {
                return text;
            }
        };
    }

    private String all(RouteGraphs graphs) {
        return switch (form) {
            case TEXT ->
                graphs.outlines().isEmpty()
                        ? "No route."
                        : graphs.outlines().stream().map(OutlineText::of).collect(Collectors.joining("\n"))
                                + "\n"
                                + OutlineText.links(graphs);
            case MERMAID -> MermaidForm.of(graphs);
            case SVG -> SvgForm.alone().of(graphs).orElseThrow(() -> tooLarge("the folder's routes"));
        };
    }

    private String one(RouteOutline outline) {
        return switch (form) {
            case TEXT -> OutlineText.of(outline);
            case MERMAID -> MermaidForm.of(outline);
            case SVG -> SvgForm.alone().of(outline).orElseThrow(() -> tooLarge("`" + outline.name() + "`"));
        };
    }

    private static HubConfigurationException tooLarge(String what) {
        return new HubConfigurationException(
                "A drawing of %s has too many boxes to be looked at. Use --format text.".formatted(what));
    }

    private static RouteOutline find(RouteGraphs graphs, String name) {
        List<String> known = graphs.outlines().stream().map(RouteOutline::name).toList();
        return graphs.find(name)
                .orElseThrow(() -> new HubConfigurationException("There is no route `%s` in the folder. %s"
                        .formatted(
                                name,
                                NearestWord.suggestion(name, known)
                                        .orElse("There is: %s.".formatted(String.join(", ", known))))));
    }
}
