package io.rootsocket.hub.console;

import io.rootsocket.hub.hub.Hub;

/**
 * The alarms: {@code GET /api/alarms} says what is wrong now, {@code GET /api/alarms/history} with {@code last} what is over.
 */
final class AlarmsApi implements AdminApi {

    private static final int MAX_HISTORY = 1_000;

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.show("/api/alarms", context -> {
            Query.of(context);
            return hub.alarms().report();
        });
        paths.show(
                "/api/alarms/history",
                context -> hub.alarms()
                        .cleared(Query.of(context, "last")
                                .number("last", 0, MAX_HISTORY)
                                .orElse(50)));
    }
}
