package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.timetable.CronText;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.component.quartz.QuartzEndpoint;

/** What can be known of a scheduled endpoint before it starts. */
public final class ScheduledEndpoint {

    private static final Set<String> SCHEMES = Set.of("schedule", "quartz", "cron");

    private final Optional<String> trigger;
    private final Runnable requireFires;

    private ScheduledEndpoint(Optional<String> trigger, Runnable requireFires) {
        this.trigger = trigger;
        this.requireFires = requireFires;
    }

    /** The endpoint, if it is a scheduled one. */
    public static Optional<ScheduledEndpoint> of(Endpoint endpoint) {
        if (endpoint instanceof ScheduleEndpoint) {
            // Its timetable was read when it was made.
            return Optional.of(new ScheduledEndpoint(Optional.empty(), () -> {}));
        }
        return endpoint instanceof QuartzEndpoint quartz
                ? Optional.of(new ScheduledEndpoint(Optional.of(trigger(quartz)), () -> requireFires(quartz)))
                : Optional.empty();
    }

    /** Whether the URI is one of a scheduled endpoint. */
    public static boolean isScheduled(String uri) {
        return SCHEMES.contains(uri.replaceFirst(":.*", ""));
    }

    private static String trigger(QuartzEndpoint quartz) {
        return "%s/%s"
                .formatted(
                        quartz.getTriggerKey().getGroup(),
                        quartz.getTriggerKey().getName());
    }

    private static void requireFires(QuartzEndpoint quartz) {
        if (quartz.getCron() != null) {
            new CronText(quartz.getCron()).require();
        }
        Object zone = quartz.getTriggerParameters() == null
                ? null
                : quartz.getTriggerParameters().get("timeZone");
        // Java takes an unknown zone for GMT without a word.
        if (zone != null && !known(zone.toString())) {
            throw new IllegalArgumentException("There is no time zone `%s`.".formatted(zone));
        }
    }

    /** The name that only one route can have, where the schedule does not go by its route. */
    public Optional<String> trigger() {
        return trigger;
    }

    /**
     * Fails where the endpoint would at its start.
     *
     * @throws IllegalArgumentException if the cron expression or the time zone is none
     */
    public void requireFires() {
        requireFires.run();
    }

    private static boolean known(String zone) {
        return zones().contains(zone) || ZoneId.SHORT_IDS.containsKey(zone) || zone.startsWith("GMT");
    }

    /** The names of all time zones. */
    public static Set<String> zones() {
        return ZoneId.getAvailableZoneIds();
    }
}
