package io.rootsocket.hub.schedule;

/** A schedule in the words of its route. */
final class Words {

    private Words() {}

    /** For example {@code 0 15 9 ? * MON-FRI Europe/Madrid, onMissed=fire-once}. */
    static String of(RouteSchedule schedule) {
        Timetable timetable = schedule.timetable();
        String times = timetable.crons().isEmpty()
                ? "every " + timetable.every()
                : String.join("; ", timetable.crons()) + " " + timetable.zone();
        return times + ", onMissed=" + schedule.policy().onMissed();
    }
}
