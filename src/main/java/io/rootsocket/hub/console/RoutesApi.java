package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.Hub;
import io.rootsocket.hub.engine.reload.Generation;
import io.rootsocket.hub.engine.reload.RouteFolder;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The routes and how they change: {@code GET /api/routes}, {@code POST /api/reload}, {@code GET /api/generations} and {@code
 * POST /api/rollback} with {@code {"generation": 3}}.
 */
final class RoutesApi implements AdminApi {

    private static final long LARGEST_BODY = 1_000;

    /** A generation, and what it changed as a unified diff. */
    private record WithDiff(Generation generation, String diff) {}

    @Override
    public void mount(Router router, Hub hub) {
        RouteFolder folder = hub.reload();
        router.get("/api/routes").blockingHandler(JsonAnswer.of(request -> folder.routes()), false);
        router.get("/api/generations").blockingHandler(JsonAnswer.of(request -> history(folder, request)), false);
        router.post("/api/reload").blockingHandler(JsonAnswer.of(request -> folder.reload()), false);
        router.post("/api/rollback")
                .handler(io.vertx.ext.web.handler.BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .blockingHandler(JsonAnswer.of(request -> folder.rollback(generation(request))), false);
    }

    private static List<WithDiff> history(RouteFolder folder, RoutingContext request) {
        List<Generation> all = folder.history();
        int last = number(request.request().getParam("last", "10"), "last");
        return all.subList(Math.max(0, all.size() - last), all.size()).stream()
                .map(generation -> new WithDiff(generation, folder.diff(generation)))
                .toList();
    }

    private static int generation(RoutingContext request) {
        JsonObject body = request.body().asJsonObject();
        return number(String.valueOf(body == null ? null : body.getValue("generation")), "generation");
    }

    private static int number(String text, String name) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`%s` must be a whole number.".formatted(name), e);
        }
    }
}
