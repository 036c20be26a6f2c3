package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.Timetable;
import io.rootsocket.hub.schedule.timetable.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.camel.Endpoint;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code quartz:}, read by Camel and kept in the hub's database, with the default policy. What counts from the
 * route's start, {@code trigger.repeatCount}, cannot outlive it, and stays in memory as Camel does it; so does what other
 * components do with Quartz.
 */
public final class StoredQuartzComponent extends QuartzComponent {

    /** Finds the hub's schedules in its context, so that it can be made like any other component. */
    public StoredQuartzComponent() {
        var inMemory = new Properties();
        inMemory.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        inMemory.setProperty("org.quartz.threadPool.class", QuartzThreads.class.getName());
        inMemory.setProperty("org.quartz.threadPool.threadCount", "4");
        setProperties(inMemory);
        setEnableJmx(false);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        var parsed = (QuartzEndpoint) super.createEndpoint(uri, remaining, parameters);
        Map<String, Object> trigger =
                new HashMap<>(Optional.ofNullable(parsed.getTriggerParameters()).orElse(Map.of()));
        if (trigger.containsKey("repeatCount") || parsed.getCustomCalendar() != null) {
            return parsed;
        }
        var endpoint = new ScheduleEndpoint(uri, this, schedules());
        endpoint.setName(remaining);
        endpoint.use(timetable(parsed.getCron(), trigger), policy(parsed.isStateful()));
        return endpoint;
    }

    private ScheduleComponent schedules() {
        return getCamelContext().getComponent("schedule", ScheduleComponent.class);
    }

    private Timetable timetable(@Nullable String cron, Map<String, Object> trigger) {
        ZoneId zone = text(trigger, "timeZone").map(Zones::of).orElseGet(schedules()::defaultZone);
        Duration every = cron != null
                ? Duration.ZERO
                : Duration.ofMillis(
                        text(trigger, "repeatInterval").map(Long::valueOf).orElse(1_000L));
        return new Timetable(
                cron == null ? List.of() : List.of(cron),
                every,
                zone,
                instant(trigger, "startAt", zone),
                instant(trigger, "endAt", zone),
                new TreeSet<>());
    }

    /** Camel's own names for these are {@code startAt} and {@code endAt}. */
    private static @Nullable Instant instant(Map<String, Object> trigger, String name, ZoneId zone) {
        return text(trigger, name).map(text -> Zones.instant(text, zone)).orElse(null);
    }

    private static Optional<String> text(Map<String, Object> trigger, String name) {
        return Optional.ofNullable(trigger.get(name)).map(String::valueOf);
    }

    private static FirePolicy policy(boolean stateful) {
        FirePolicy byDefault = FirePolicy.DEFAULT;
        return stateful
                ? new FirePolicy(
                        byDefault.onMissed(),
                        byDefault.staleAfter(),
                        Overlap.QUEUE,
                        byDefault.delay(),
                        byDefault.priority())
                : byDefault;
    }
}
