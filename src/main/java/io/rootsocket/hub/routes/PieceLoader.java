package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.refusal.Explanation;
import io.rootsocket.hub.routes.refusal.FailedStep;
import io.rootsocket.hub.settings.SettingsContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.apache.camel.model.rest.RestDefinition;
import org.jspecify.annotations.Nullable;

/** Puts pieces into a Camel context and takes them out again. One piece at a time. */
public final class PieceLoader {

    private final CamelContext camel;
    private final Path folder;
    private final Runnable failing;

    public PieceLoader(CamelContext camel, Path folder) {
        this(camel, folder, () -> {});
    }

    /** @param failing run before what was loaded of a piece that fails is taken out again */
    public PieceLoader(CamelContext camel, Path folder, Runnable failing) {
        this.camel = camel;
        this.folder = folder;
        this.failing = failing;
    }

    /** Everything that came into the context with a piece. */
    public record Loaded(
            Piece piece,
            List<RouteDefinition> routes,
            List<RouteTemplateDefinition> templates,
            List<RouteConfigurationDefinition> configurations,
            List<RestDefinition> rests) {}

    /** A piece was not loaded. What was parsed of it tells the line of a step. */
    public static final class PieceException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Piece piece;
        private final transient List<RouteDefinition> parsed;
        private final transient Optional<FailedStep> step;

        public PieceException(Piece piece, List<RouteDefinition> parsed, Exception cause) {
            this(piece, parsed, FailedStep.in(parsed, cause), cause);
        }

        private PieceException(Piece piece, List<RouteDefinition> parsed, Optional<FailedStep> step, Throwable cause) {
            super(cause);
            this.piece = piece;
            this.parsed = List.copyOf(parsed);
            this.step = step;
        }

        /** The same, where it is known better which step it is about. */
        PieceException about(FailedStep known) {
            return new PieceException(piece, parsed, Optional.of(known), Objects.requireNonNull(getCause()));
        }

        Piece piece() {
            return piece;
        }

        /** The step that failed; empty if it was none. */
        Optional<FailedStep> step() {
            return step;
        }

        /** What Camel says of it, without what tells one object from another. */
        String reason() {
            return Explanation.reason(this);
        }

        /** The routes of it that could be read. */
        public List<RouteDefinition> parsed() {
            return parsed;
        }
    }

    /**
     * Loads a piece, whole or not at all. Its routes start if the context has.
     *
     * @throws PieceException if it cannot be loaded
     */
    public Loaded load(Piece piece) throws PieceException {
        if (piece.kind() == Piece.Kind.TEMPLATE) {
            piece.ids().forEach(this::hideFromClassPath);
        }
        var before = new Counts(model());
        List<RouteDefinition> parsed = new ArrayList<>();
        try {
            return SettingsContext.makingRoutes(() -> {
                add(piece, parsed);
                return before.loadedSince(piece);
            });
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            failing.run();
            unload(before.loadedSince(piece), new ArrayList<>());
            Exception cause = e instanceof Exception exception ? exception : new IllegalStateException(e);
            throw new PieceException(piece, parsed, cause);
        }
    }

    /** Camel keeps a kamelet that it found on the class path, and would go on to take it for the one in the folder. */
    private void hideFromClassPath(String kamelet) {
        model().getRouteTemplateDefinitions()
                .removeIf(template -> kamelet.equals(template.getId())
                        && template.getResource() != null
                        && "classpath".equals(template.getResource().getScheme()));
    }

    private void add(Piece piece, List<RouteDefinition> parsed) throws Exception {
        int builders = 0;
        for (RoutesBuilder builder : PieceBuilders.of(camel, folder, piece)) {
            if (builder instanceof RouteBuilder routes) {
                configure(routes);
                parsed.addAll(routes.getRouteCollection().getRoutes());
                nameRoutes(piece, routes);
                if (routes instanceof RouteConfigurationsBuilder configurations) {
                    configurations.addRouteConfigurationsToCamelContext(camel);
                }
                NeededAtStart.require(camel, routes);
                camel.addRoutes(routes);
                routes.addTemplatedRoutesToCamelContext(camel);
                builders++;
            }
        }
        if (builders == 0) {
            throw new IllegalArgumentException("The file holds no route.");
        }
    }

    /**
     * Has the {@code errorHandler} of a file be that of its own routes. Camel's parser makes it that of the context: for the
     * files that happen to be read later, and for all of them until another file has one.
     */
    private void configure(RouteBuilder routes) throws Exception {
        ExtendedCamelContext context = camel.getCamelContextExtension();
        // Null until a file has one, though the declaration of Camel's setter does not say so.
        ErrorHandlerFactory others = context.getErrorHandlerFactory();
        Consumer<@Nullable ErrorHandlerFactory> giveBack = context::setErrorHandlerFactory;
        try {
            routes.configureRoutes(camel);
            ErrorHandlerFactory own = context.getErrorHandlerFactory();
            if (own != others) {
                routes.getRouteCollection().getRoutes().stream()
                        .filter(route -> route.getErrorHandlerFactory() instanceof RefErrorHandlerDefinition handler
                                && RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER.equals(handler.getRef()))
                        .forEach(route -> route.setErrorHandlerFactory(own));
            }
        } finally {
            giveBack.accept(others);
        }
    }

    /** A route without an id gets one that stays the same from one reload to the next. */
    private static void nameRoutes(Piece piece, RouteBuilder builder) {
        List<RouteDefinition> routes = builder.getRouteCollection().getRoutes();
        var free = new ArrayList<>(piece.ids());
        routes.forEach(route -> free.remove(route.getRouteId()));
        builder.getTemplatedRouteCollection().getTemplatedRoutes().forEach(route -> {
            if (route.getRouteId() == null && !free.isEmpty()) {
                route.setRouteId(free.remove(0));
            }
        });
        for (RouteDefinition route : routes) {
            if (route.getRouteId() == null && !free.isEmpty()) {
                route.setId(free.remove(0));
            }
        }
    }

    /** Takes out what {@link #load} put in; its exchanges must have finished. What could not be taken out is reported. */
    public void unload(Loaded loaded, List<Exception> failures) {
        List<RouteDefinition> routes = withKamelets(loaded.routes());
        for (RouteDefinition route : routes) {
            attempt(failures, () -> {
                camel.getRouteController().stopRoute(route.getRouteId());
                model().removeRouteDefinition(route);
            });
        }
        forgetKamelets(routes.stream().map(RouteDefinition::getRouteId).toList(), failures);
        model().getRestDefinitions().removeAll(loaded.rests());
        model().getRouteConfigurationDefinitions().removeAll(loaded.configurations());
        loaded.templates()
                .forEach(template -> attempt(failures, () -> model().removeRouteTemplateDefinition(template)));
        if (loaded.piece().kind() == Piece.Kind.BEANS) {
            Languages.forget(camel);
            loaded.piece().ids().forEach(name -> camel.getRegistry().unbind(name));
        }
    }

    /** The routes, and those that kamelets in them have brought since, and kamelets in those. */
    public List<RouteDefinition> withKamelets(List<RouteDefinition> routes) {
        var all = new ArrayList<>(routes);
        if (camel.hasComponent("kamelet") != null) {
            for (int i = 0; i < all.size(); i++) {
                String parent = all.get(i).getRouteId();
                for (RouteDefinition route : model().getRouteDefinitions()) {
                    var parameters = route.getTemplateParameters();
                    if (parameters != null && parent.equals(parameters.get("parentRouteId")) && !all.contains(route)) {
                        all.add(route);
                    }
                }
            }
        }
        return all;
    }

    /** Camel keeps the endpoint of a step {@code kamelet}, and makes the route behind it only together with the endpoint. */
    private void forgetKamelets(List<String> ids, List<Exception> failures) {
        camel.getEndpoints().stream()
                .filter(endpoint -> endpoint instanceof KameletEndpoint kamelet && ids.contains(kamelet.getRouteId()))
                .toList()
                .forEach(endpoint -> attempt(failures, () -> camel.removeEndpoint(endpoint)));
    }

    private static void attempt(List<Exception> failures, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            failures.add(e);
        }
    }

    private Model model() {
        return Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(Model.class));
    }

    /** How much the model held before: what it holds beyond that has come since. */
    private record Counts(Model model, int routes, int templates, int configurations, int rests) {

        Counts(Model model) {
            this(
                    model,
                    model.getRouteDefinitions().size(),
                    model.getRouteTemplateDefinitions().size(),
                    model.getRouteConfigurationDefinitions().size(),
                    model.getRestDefinitions().size());
        }

        Loaded loadedSince(Piece piece) {
            return new Loaded(
                    piece,
                    since(model.getRouteDefinitions(), routes),
                    since(model.getRouteTemplateDefinitions(), templates),
                    since(model.getRouteConfigurationDefinitions(), configurations),
                    since(model.getRestDefinitions(), rests));
        }

        private static <T> List<T> since(List<T> all, int before) {
            return List.copyOf(all.subList(Math.min(before, all.size()), all.size()));
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
