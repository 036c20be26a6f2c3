package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.api.ActRequest;
import io.rootsocket.hub.console.api.Acted;
import io.rootsocket.hub.console.api.ChangesRequest;
import io.rootsocket.hub.console.api.SkipRequest;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.ScheduleControl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedules: {@code GET /api/schedules}, {@code GET /api/schedules/occurrences} and {@code GET /api/schedules/ledger}
 * with {@code from}, {@code to} and {@code route}, {@code POST /api/schedules/changes} with a {@link ChangesRequest} and {@code
 * from}, {@code to} and {@code route}, and {@code POST /api/schedules/{route}/run-now}, {@code pause}, {@code resume} with an {@link
 * ActRequest}, {@code skip} and {@code unskip} with a {@link SkipRequest}.
 */
final class ScheduleApi implements AdminApi {

    private static final String PATH = "/api/schedules";
    private static final long LARGEST_SCHEDULES = 20_000_000;

    @FunctionalInterface
    private interface Act {
        String perform(String route, String who) throws Exception;
    }

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        ScheduleControl schedules = hub.schedules();
        paths.show(PATH, context -> {
            Query.of(context);
            return schedules.lines();
        });
        paths.show(PATH + "/occurrences", context -> {
            Query query = Query.of(context, "from", "to", "route");
            return schedules.planned(query.range().from(), query.range().to(), query.text("route"));
        });
        paths.show(PATH + "/ledger", context -> {
            Query query = Query.of(context, "from", "to", "route");
            return schedules.ledger(query.range().from(), query.range().to(), query.text("route"));
        });
        paths.take(POST, PATH + "/changes", ChangesRequest.class, LARGEST_SCHEDULES, (context, request) -> {
            Query query = Query.of(context, "from", "to", "route");
            return schedules.changes(
                    request.schedules(), query.range().from(), query.range().to(), query.text("route"));
        });
        act(paths, "run-now", schedules::runNow);
        act(paths, "pause", (route, who) -> {
            schedules.pause(route, who);
            return route;
        });
        act(paths, "resume", (route, who) -> {
            schedules.resume(route, who);
            return route;
        });
        paths.take(POST, path("skip"), SkipRequest.class, (context, request) -> {
            String route = context.pathParam("route");
            schedules.skip(route, request.occurrence(), who(request.by()));
            return new Acted("skip", route + "@" + request.occurrence());
        });
        paths.take(POST, path("unskip"), SkipRequest.class, (context, request) -> {
            String route = context.pathParam("route");
            schedules.unskip(route, request.occurrence(), who(request.by()));
            return new Acted("unskip", route + "@" + request.occurrence());
        });
    }

    private static void act(AdminPaths paths, String name, Act act) {
        paths.take(
                POST,
                path(name),
                ActRequest.class,
                (context, request) -> new Acted(name, act.perform(context.pathParam("route"), who(request.by()))));
    }

    private static String path(String act) {
        return PATH + "/:route/" + act;
    }

    private static String who(@Nullable String by) {
        return Optional.ofNullable(by).orElse("somebody");
    }
}
