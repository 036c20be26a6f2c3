package io.rootsocket.hub.schedule;

/**
 * What a route says about its schedule.
 *
 * @param route the route's id
 * @param timetable when it is due
 * @param policy how it behaves when things do not go to plan
 */
public record RouteSchedule(String route, Timetable timetable, FirePolicy policy) {

    /** As text, the way the database keeps it. */
    public String toText() {
        return StoredSchedule.write(this);
    }
}
