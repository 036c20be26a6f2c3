package io.rootsocket.hub.schedule.timetable;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a route says about its schedule.
 *
 * @param route the route's id
 * @param timetable when it is due
 * @param policy how it behaves when things do not go to plan
 * @param when its times in the words of who wrote them; null if they are cron expressions or an interval
 */
public record RouteSchedule(
        String route,
        Timetable timetable,
        FirePolicy policy,
        // Not written where it is not used, so that what the database holds stays as it is.
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String when) {

    /** What the database has room for. One that is longer would keep every schedule from being stored. */
    private static final int MAX_NAME = 200;

    /** @throws IllegalArgumentException if the id is too long to be kept */
    public RouteSchedule {
        if (route.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "The id of a scheduled route has %d characters, and at most %d are kept. Give it a shorter one."
                            .formatted(route.length(), MAX_NAME));
        }
    }

    /** One whose times nobody has said in words. */
    public RouteSchedule(String route, Timetable timetable, FirePolicy policy) {
        this(route, timetable, policy, null);
    }

    /** As text, the way the database keeps it. */
    public String toText() {
        return StoredSchedule.write(this);
    }
}
