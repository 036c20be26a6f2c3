package io.rootsocket.hub.schedule;

import java.text.ParseException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.CronExpression;

/** What can be known of a scheduled endpoint before it starts. */
public final class ScheduledEndpoint {

    private final QuartzEndpoint endpoint;

    private ScheduledEndpoint(QuartzEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The endpoint, if it is a scheduled one. */
    public static Optional<ScheduledEndpoint> of(Endpoint endpoint) {
        return endpoint instanceof QuartzEndpoint quartz
                ? Optional.of(new ScheduledEndpoint(quartz))
                : Optional.empty();
    }

    /** The name that only one route can have: {@code announcements/standup}. */
    public String trigger() {
        return "%s/%s"
                .formatted(
                        endpoint.getTriggerKey().getGroup(),
                        endpoint.getTriggerKey().getName());
    }

    /**
     * Fails where the endpoint would at its start.
     *
     * @throws IllegalArgumentException if the cron expression or the time zone is none
     */
    public void requireFires() {
        if (endpoint.getCron() != null) {
            try {
                CronExpression.validateExpression(endpoint.getCron());
            } catch (ParseException e) {
                // Without the cause: a reader of causes would show only the parser's word.
                throw new IllegalArgumentException("The cron expression `%s` is not one: %s%s"
                        .formatted(
                                endpoint.getCron(),
                                String.valueOf(e.getMessage()).replaceFirst("\\.?$", "."),
                                meant(endpoint.getCron())
                                        .map(" Did you mean `%s`?"::formatted)
                                        .orElse("")));
            }
        }
        Object zone = endpoint.getTriggerParameters() == null
                ? null
                : endpoint.getTriggerParameters().get("timeZone");
        // Java takes an unknown zone for GMT without a word.
        if (zone != null && !known(zone.toString())) {
            throw new IllegalArgumentException("There is no time zone `%s`.".formatted(zone));
        }
    }

    /** Five fields lack the seconds; and Quartz wants one of the two day fields to be a question mark. */
    private static Optional<String> meant(String cron) {
        List<String> fields = new ArrayList<>(List.of(cron.strip().split("\\s+")));
        if (fields.size() == 5) {
            fields.add(0, "0");
        }
        if (fields.size() == 6 && !fields.contains("?")) {
            fields.set(fields.get(5).equals("*") ? 5 : 3, "?");
        }
        String meant = String.join(" ", fields);
        return CronExpression.isValidExpression(meant) ? Optional.of(meant) : Optional.empty();
    }

    private static boolean known(String zone) {
        return zones().contains(zone) || ZoneId.SHORT_IDS.containsKey(zone) || zone.startsWith("GMT");
    }

    /** The names of all time zones. */
    public static Set<String> zones() {
        return ZoneId.getAvailableZoneIds();
    }
}
