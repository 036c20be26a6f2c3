package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.api.ActRequest;
import io.rootsocket.hub.console.api.Acted;
import io.rootsocket.hub.console.api.BackfillAnswer;
import io.rootsocket.hub.console.api.BackfillRequest;
import io.rootsocket.hub.console.api.ChangesRequest;
import io.rootsocket.hub.console.api.SkipRequest;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.ScheduleControl;
import io.rootsocket.hub.schedule.backfill.BackfillPlan;
import io.rootsocket.hub.schedule.backfill.BackfillRange;

/**
 * The schedules: {@code GET /api/schedules}, {@code GET /api/schedules/occurrences} and {@code GET /api/schedules/ledger}
 * with {@code from}, {@code to} and {@code route}, {@code POST /api/schedules/changes} with a {@link ChangesRequest} and {@code
 * from}, {@code to} and {@code route}, and {@code POST /api/schedules/{route}/run-now}, {@code pause}, {@code resume}
 * with an {@link ActRequest}, {@code skip} and {@code unskip} with a {@link SkipRequest}, {@code backfill} with a
 * {@link BackfillRequest} and {@code backfill-cancel}; {@code GET /api/backfills}.
 */
final class ScheduleApi implements AdminApi {

    private static final String PATH = "/api/schedules";
    private static final long LARGEST_SCHEDULES = 20_000_000;

    @FunctionalInterface
    private interface Operation {
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
            schedules.skip(route, request.occurrence(), ActRequest.recorded(request.by(), request.why()));
            return new Acted("skip", route + "@" + request.occurrence());
        });
        paths.show("/api/backfills", context -> {
            Query.of(context);
            return schedules.backfills();
        });
        paths.take(
                POST,
                path("backfill"),
                BackfillRequest.class,
                (context, request) -> backfill(schedules, context.pathParam("route"), request));
        act(paths, "backfill-cancel", (route, who) -> {
            schedules.cancelBackfill(route, who);
            return route;
        });
        paths.take(POST, path("unskip"), SkipRequest.class, (context, request) -> {
            String route = context.pathParam("route");
            schedules.unskip(route, request.occurrence(), ActRequest.recorded(request.by(), request.why()));
            return new Acted("unskip", route + "@" + request.occurrence());
        });
    }

    private static BackfillAnswer backfill(ScheduleControl schedules, String route, BackfillRequest request) {
        BackfillRange range = request.range();
        BackfillPlan plan = schedules.planBackfill(route, range);
        return new BackfillAnswer(
                plan,
                Boolean.TRUE.equals(request.dryRun())
                        ? null
                        : schedules.backfill(route, range, ActRequest.recorded(request.by(), request.why())));
    }

    private static void act(AdminPaths paths, String name, Operation operation) {
        paths.take(
                POST,
                path(name),
                ActRequest.class,
                (context, request) -> new Acted(
                        name,
                        operation.perform(
                                context.pathParam("route"), ActRequest.recorded(request.by(), request.why()))));
    }

    private static String path(String act) {
        return PATH + "/:route/" + act;
    }
}
