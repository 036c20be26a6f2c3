package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.PieceLoader.Loaded;
import io.rootsocket.hub.routes.PieceLoader.PieceException;
import io.rootsocket.hub.routes.refusal.FailedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Route;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * Creates the routes of pieces in a context that is not started. After a step that Camel refuses it goes on without
 * that step, so that a person is told of all of them at once. For one thread at a time.
 */
public final class RouteCreation {

    /** Nobody mends more at once. */
    private static final int MAX_REFUSALS = 20;

    private final UnstartedContext camel;
    private final PieceLoader loader;

    public RouteCreation(UnstartedContext camel, PieceLoader loader) {
        this.camel = camel;
        this.loader = loader;
    }

    /** What is done with a route that was created. */
    @FunctionalInterface
    public interface Use {

        void use(Route route) throws Exception;
    }

    /**
     * Creates what a piece holds.
     *
     * @return why it cannot be created; empty if it can
     */
    public List<PieceException> create(Piece piece, Use use) {
        var refusals = new ArrayList<PieceException>();
        try {
            Loaded loaded = loader.load(piece);
            for (RouteDefinition route : loaded.routes()) {
                create(loaded, route, use, refusals);
            }
        } catch (PieceException e) {
            refusals.add(e);
        }
        return refusals;
    }

    private void create(Loaded loaded, RouteDefinition route, Use use, List<PieceException> refusals) {
        int before = refusals.size();
        Optional<PieceException> empty = Optional.empty();
        while (refusals.size() < MAX_REFUSALS) {
            Optional<PieceException> refusal = attempt(loaded, route, use);
            if (refusal.isEmpty()) {
                empty.filter(block -> refusals.size() == before).ifPresent(refusals::add);
                return;
            }
            Optional<FailedStep> step = refusal.get().step();
            Optional<FailedStep> block = step.isPresent() || empty.isPresent() ? Optional.empty() : filledBlock(route);
            if (block.isPresent()) {
                empty = block.map(refusal.get()::about);
            } else if (step.isEmpty() || !leaveOut(loaded, route, refusal.get(), step.get(), refusals)) {
                refusals.add(refusal.get());
                return;
            }
        }
    }

    /**
     * Camel names only the outermost step: what is refused no more, or for another reason, without an inner one, is that one.
     */
    private boolean leaveOut(
            Loaded loaded,
            RouteDefinition route,
            PieceException refusal,
            FailedStep outermost,
            List<PieceException> refusals) {
        for (FailedStep step : outermost.innermostFirst()) {
            Optional<Runnable> back = step.leaveOut();
            if (back.isPresent()) {
                Optional<PieceException> next = attempt(loaded, route, created -> {});
                if (next.isEmpty()
                        || !next.get().reason().equals(refusal.reason())
                        || !next.get().step().equals(refusal.step())) {
                    refusals.add(refusal.about(step));
                    return true;
                }
                back.get().run();
            }
        }
        return false;
    }

    private Optional<PieceException> attempt(Loaded loaded, RouteDefinition route, Use use) {
        try {
            camel.create(route);
            Optional<Route> created = camel.created(route.getRouteId());
            if (created.isPresent()) {
                use.use(created.get());
            }
            return Optional.empty();
        } catch (Exception | LinkageError | StackOverflowError e) {
            Exception cause = e instanceof Exception exception ? exception : new IllegalStateException(e);
            return Optional.of(new PieceException(loaded.piece(), loaded.routes(), cause));
        }
    }

    /** A route of nothing but empty blocks is refused for that, before Camel looks at what they need. */
    private static Optional<FailedStep> filledBlock(RouteDefinition route) {
        List<ProcessorDefinition<?>> empty = route.getOutputs().stream()
                .filter(step -> step.isAbstract() && step.getOutputs().isEmpty())
                .toList();
        empty.forEach(step -> step.addOutput(new LogDefinition("empty")));
        return empty.stream().findFirst().map(FailedStep::new);
    }
}
