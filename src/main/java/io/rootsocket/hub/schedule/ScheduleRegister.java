package io.rootsocket.hub.schedule;

/** Where scheduled routes say when they are due. */
interface ScheduleRegister {

    /** A route has started, and says when it is due. */
    void declare(RouteSchedule schedule, ScheduleConsumer consumer);

    /** A route has stopped. */
    void withdraw(String route, ScheduleConsumer consumer);
}
