package io.rootsocket.hub.schedule;

import org.apache.camel.CamelContext;
import org.apache.camel.component.cron.api.CamelCronService;

/** Puts the hub's clocks behind {@code schedule:}, {@code quartz:} and {@code cron:}. */
final class ScheduleComponents {

    private ScheduleComponents() {}

    static void add(CamelContext camel, Schedules schedules, String calendars) {
        var component = new ScheduleComponent();
        component.setCalendars(calendars);
        component.use(schedules);
        camel.addComponent("schedule", component);
        camel.addComponent("quartz", new StoredQuartzComponent());
        camel.getRegistry().bind("scheduleCron", CamelCronService.class, new StoredCron(component));
    }
}
