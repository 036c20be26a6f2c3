package io.rootsocket.hub.engine;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files of a folder, loaded one by one so that a broken one stops no other. Load once; {@link #problems()} may
 * be read by any thread after that.
 */
final class RouteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);

    private final Path folder;
    private final String pattern;
    private final List<RouteProblem> problems = new ArrayList<>();
    private final Map<String, Path> routeIds = new LinkedHashMap<>();

    RouteFiles(Path folder, String pattern) {
        this.folder = folder;
        this.pattern = pattern;
    }

    /**
     * @throws HubConfigurationException if there is no such folder
     */
    void requireFolder() {
        if (!Files.isDirectory(folder)) {
            throw new HubConfigurationException(
                    "There is no folder `%s` to read routes from. Create it, or name another with --routes or HUB_ROUTES."
                            .formatted(folder.toAbsolutePath()));
        }
    }

    /** Starts the routes of every file that can run in a context that is started. */
    void load(CamelContext camel) throws IOException {
        Map<Path, RouteBuilder> parsed = new LinkedHashMap<>();
        for (Path file : files()) {
            attempt(file, List.of(), () -> parsed.put(file, parse(camel, file)));
        }
        // All files' route configurations and templates come before the first route that may use them.
        for (var entry : parsed.entrySet()) {
            Path file = entry.getKey();
            List<RouteDefinition> routes = entry.getValue().getRouteCollection().getRoutes();
            boolean runs = attempt(file, routes, () -> {
                claimIds(file, routes);
                camel.addRoutes(entry.getValue());
            });
            if (!runs) {
                withdraw(camel, file);
            }
        }
    }

    private List<Path> files() throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(file -> Files.isRegularFile(file) && matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static RouteBuilder parse(CamelContext camel, Path file) throws Exception {
        Resource resource = PluginHelper.getResourceLoader(camel).resolveResource("file:" + file);
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
            if (builder instanceof RouteBuilder routes) {
                routes.configureRoutes(camel);
                if (routes instanceof org.apache.camel.RouteConfigurationsBuilder configurations) {
                    configurations.addRouteConfigurationsToCamelContext(camel);
                }
                return routes;
            }
        }
        throw new IllegalArgumentException("The file holds no route.");
    }

    /** Camel would replace the other file's route without a word. */
    private void claimIds(Path file, List<RouteDefinition> routes) {
        for (RouteDefinition route : routes) {
            Path owner = routeIds.putIfAbsent(id(route), file);
            if (owner != null) {
                throw new IllegalArgumentException("The route id `%s` is taken by %s. Give this route another id."
                        .formatted(route.getRouteId(), owner.equals(file) ? "another route of this file" : owner));
            }
        }
    }

    private static String id(RouteDefinition route) {
        return route.getRouteId() != null ? route.getRouteId() : "(no id) " + System.identityHashCode(route);
    }

    private boolean attempt(Path file, List<RouteDefinition> routes, Step step) {
        try {
            step.run();
            return true;
        } catch (Exception e) {
            problems.add(RouteProblems.of(file, e, routes));
            LOG.debug("{} does not run", file, e);
            return false;
        }
    }

    /** A file runs whole or not at all. */
    private void withdraw(CamelContext camel, Path file) {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        List<RouteDefinition> ours = model.getRouteDefinitions().stream()
                .filter(route -> file.equals(routeIds.get(route.getRouteId())))
                .toList();
        for (RouteDefinition route : ours) {
            attempt(file, List.of(), () -> {
                camel.getRouteController().stopRoute(route.getRouteId());
                model.removeRouteDefinition(route);
            });
        }
    }

    /** Why files do not run; empty if all do. */
    List<RouteProblem> problems() {
        return List.copyOf(problems);
    }

    private interface Step {
        void run() throws Exception;
    }
}
