package io.rootsocket.hub.console.api;

import java.util.List;

/**
 * {@code POST /api/schedules/changes}: what would change if the routes had these schedules instead.
 *
 * @param schedules as {@link io.rootsocket.hub.routetest.FolderSchedules} reads them
 */
public record ChangesRequest(List<String> schedules) {

    public ChangesRequest {
        schedules = List.copyOf(Required.given(schedules, "schedules"));
    }
}
