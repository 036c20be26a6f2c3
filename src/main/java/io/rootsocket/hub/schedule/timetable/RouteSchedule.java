package io.rootsocket.hub.schedule.timetable;

/**
 * What a route says about its schedule.
 *
 * @param route the route's id
 * @param timetable when it is due
 * @param policy how it behaves when things do not go to plan
 */
public record RouteSchedule(String route, Timetable timetable, FirePolicy policy) {

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

    /** As text, the way the database keeps it. */
    public String toText() {
        return StoredSchedule.write(this);
    }
}
