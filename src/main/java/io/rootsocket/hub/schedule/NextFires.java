package io.rootsocket.hub.schedule;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzConsumer;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.CronTrigger;
import org.quartz.SchedulerException;
import org.quartz.Trigger;

/** Reads from Quartz when the scheduled routes of a running context fire next. */
public final class NextFires {

    private NextFires() {}

    /** The next fire of each scheduled route, the soonest first. */
    public static List<NextFire> of(CamelContext camel) {
        return camel.getRoutes().stream()
                .flatMap(route -> nextFire(route).stream())
                .sorted(Comparator.comparing(NextFire::at))
                .toList();
    }

    private static Optional<NextFire> nextFire(Route route) {
        if (!(route.getConsumer() instanceof QuartzConsumer consumer)) {
            return Optional.empty();
        }
        QuartzEndpoint endpoint = consumer.getEndpoint();
        try {
            return Optional.ofNullable(endpoint.getComponent().getScheduler().getTrigger(endpoint.getTriggerKey()))
                    .filter(trigger -> trigger.getNextFireTime() != null)
                    .map(trigger -> new NextFire(
                            route.getRouteId(), trigger.getNextFireTime().toInstant(), zone(trigger)));
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not say when %s fires".formatted(route.getRouteId()), e);
        }
    }

    private static ZoneId zone(Trigger trigger) {
        return trigger instanceof CronTrigger cron ? cron.getTimeZone().toZoneId() : ZoneId.systemDefault();
    }
}
