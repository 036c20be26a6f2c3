package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.api.ComparisonRequest;
import io.rootsocket.hub.console.api.GenerationAnswer;
import io.rootsocket.hub.console.api.ReloadRequest;
import io.rootsocket.hub.console.api.RollbackRequest;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.reload.RouteFolder;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.replay.MaxChange;
import io.rootsocket.hub.replay.VersionComparison;
import io.rootsocket.hub.replay.VersionDoesNotStartException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The routes and how they change: {@code GET /api/routes}, {@code POST /api/reload} with a {@link
 * ReloadRequest}, {@code POST /api/routes/comparison} with a {@link ComparisonRequest}, {@code GET /api/generations} with
 * {@code last} or {@code number}, and {@code POST /api/rollback} with a {@link RollbackRequest}.
 */
final class RoutesApi implements AdminApi {

    private static final int MAX_GENERATIONS = 1_000;
    private static final long LARGEST_VERSION = 20_000_000;

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        RouteFolder folder = hub.reload();
        paths.show("/api/routes", context -> {
            Query.of(context);
            return folder.routes();
        });
        paths.show("/api/generations", context -> {
            Query query = Query.of(context, "last", "number");
            return query.number("number", 1, Integer.MAX_VALUE)
                    .map(number -> numbered(folder, number))
                    .orElseGet(() -> history(
                            folder, query.number("last", 0, MAX_GENERATIONS).orElse(10)));
        });
        paths.take(
                POST,
                "/api/reload",
                ReloadRequest.class,
                (context, request) -> request.maxChange() == null
                        ? folder.reload()
                        : folder.reload(new MaxChange(request.maxChange(), hub.trail())));
        paths.take(
                POST,
                "/api/routes/comparison",
                ComparisonRequest.class,
                LARGEST_VERSION,
                (context, request) -> compared(hub, request));
        paths.take(
                POST,
                "/api/rollback",
                RollbackRequest.class,
                (context, request) -> folder.rollback(request.generation()));
    }

    private static Object compared(Hub hub, ComparisonRequest request) {
        try {
            return VersionComparison.of(
                    hub.reload().running(),
                    request.files() == null ? hub.reload().saved() : VersionComparison.version(request.files()),
                    VersionComparison.inputs(hub.trail(), request.ofRoutes(), request.inputs()));
        } catch (VersionDoesNotStartException e) {
            return new Refusal(409, String.valueOf(e.getMessage()));
        }
    }

    /** The newest first. */
    private static List<GenerationAnswer> history(RouteFolder folder, int last) {
        List<Generation> all = folder.history();
        return IntStream.rangeClosed(1, Math.min(last, all.size()))
                .mapToObj(back -> answer(folder, all.get(all.size() - back)))
                .toList();
    }

    private static List<GenerationAnswer> numbered(RouteFolder folder, int number) {
        return folder.history().stream()
                .filter(generation -> generation.number() == number)
                .map(generation -> answer(folder, generation))
                .toList();
    }

    private static GenerationAnswer answer(RouteFolder folder, Generation generation) {
        return new GenerationAnswer(generation, folder.changedFiles(generation), folder.diff(generation));
    }
}
