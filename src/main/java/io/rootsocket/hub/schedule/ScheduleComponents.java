package io.rootsocket.hub.schedule;

import org.apache.camel.CamelContext;
import org.apache.camel.component.cron.api.CamelCronService;

/** Puts the hub's clocks behind {@code schedule:}, {@code quartz:} and {@code cron:}. */
public final class ScheduleComponents {

    private ScheduleComponents() {}

    /** @param clock whether Quartz may keep its own time for what is not stored */
    public static void add(CamelContext camel, ScheduleRegister schedules, String calendars, boolean clock) {
        var component = new ScheduleComponent();
        component.setCalendars(calendars);
        component.use(schedules);
        camel.addComponent("schedule", component);
        var quartz = new StoredQuartzComponent();
        quartz.setAutoStartScheduler(clock);
        camel.addComponent("quartz", quartz);
        camel.getRegistry().bind("scheduleCron", CamelCronService.class, new StoredCron(component));
    }
}
