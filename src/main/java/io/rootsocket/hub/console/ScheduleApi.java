package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.Hub;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schedules: {@code GET /api/schedules}, {@code GET /api/schedules/occurrences} and {@code GET /api/schedules/ledger}
 * with {@code from} and {@code to}, {@code POST /api/schedules/changes} with {@code {"schedules": […]}} for what other
 * schedules would change, and {@code POST /api/schedules/{route}/run-now}, {@code pause}, {@code resume} and
 * {@code skip}, each with {@code {"by": who}}, the last also with {@code "occurrence"}.
 */
final class ScheduleApi implements AdminApi {

    private static final long LARGEST_BODY = 20_000_000;

    @FunctionalInterface
    private interface Act {
        Object perform(String route, String who, JsonObject body) throws Exception;
    }

    @Override
    public void mount(Router router, Hub hub) {
        router.get("/api/schedules")
                .blockingHandler(JsonAnswer.of(request -> hub.schedules().lines()), false);
        router.get("/api/schedules/occurrences")
                .blockingHandler(JsonAnswer.of(request -> hub.schedules().planned(from(request), to(request))), false);
        router.get("/api/schedules/ledger")
                .blockingHandler(JsonAnswer.of(request -> hub.schedules().ledger(from(request), to(request))), false);
        router.post("/api/schedules/changes")
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .blockingHandler(
                        JsonAnswer.of(
                                request -> hub.schedules().changes(schedules(request), from(request), to(request))),
                        false);
        act(router, "run-now", (route, who, body) -> hub.schedules().runNow(route, who));
        act(router, "pause", (route, who, body) -> {
            hub.schedules().pause(route, who);
            return route;
        });
        act(router, "resume", (route, who, body) -> {
            hub.schedules().resume(route, who);
            return route;
        });
        act(router, "skip", (route, who, body) -> {
            Instant occurrence = instant(body.getString("occurrence"));
            hub.schedules().skip(route, occurrence, who);
            return route + "@" + occurrence;
        });
    }

    private static void act(Router router, String name, Act act) {
        router.post("/api/schedules/:route/" + name)
                .handler(BodyHandler.create(false))
                .blockingHandler(
                        JsonAnswer.of(request -> {
                            JsonObject body = Optional.ofNullable(request.body().asJsonObject())
                                    .orElseGet(JsonObject::new);
                            String who =
                                    Optional.ofNullable(body.getString("by")).orElse("somebody");
                            return Map.of(name, act.perform(request.pathParam("route"), who, body));
                        }),
                        false);
    }

    private static List<String> schedules(RoutingContext request) {
        JsonArray given = Optional.ofNullable(request.body().asJsonObject())
                .map(body -> body.getJsonArray("schedules"))
                .orElseThrow(() -> new IllegalArgumentException("`schedules` is missing."));
        return given.stream().map(String::valueOf).toList();
    }

    private static Instant from(RoutingContext request) {
        return Optional.ofNullable(request.queryParams().get("from"))
                .map(ScheduleApi::instant)
                .orElseGet(Instant::now);
    }

    private static Instant to(RoutingContext request) {
        return Optional.ofNullable(request.queryParams().get("to"))
                .map(ScheduleApi::instant)
                .orElseGet(() -> from(request).plus(Duration.ofDays(1)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "`%s` is not a time. It should look like 2026-12-24T17:00:00Z.".formatted(text), e);
        }
    }
}
