package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.timetable.RouteSchedule;

/** Where scheduled routes say when they are due. */
public interface ScheduleRegister {

    /** A route has started, and says when it is due. */
    void declare(RouteSchedule schedule, ScheduleConsumer consumer);

    /** A route has stopped. */
    void withdraw(String route, ScheduleConsumer consumer);
}
