package io.rootsocket.hub.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzConsumer;
import org.quartz.CronTrigger;
import org.quartz.SchedulerException;
import org.quartz.Trigger;

/** Fires schedules at an instant of one's choice instead of the real one. For tests of routes. */
public final class VirtualFire {

    private VirtualFire() {}

    /** Keeps Quartz from firing by itself. Does nothing to other components. */
    public static void only(Component component) {
        if (component instanceof QuartzComponent quartz) {
            quartz.setAutoStartScheduler(false);
        }
    }

    /**
     * Runs every route whose cron schedule fires at that instant, in this thread.
     *
     * @return the exchanges, each after its route
     */
    public static List<Exchange> at(CamelContext camel, Instant instant) {
        return camel.getRoutes().stream()
                .filter(route -> firesAt(route, instant.truncatedTo(ChronoUnit.SECONDS)))
                .map(route -> run((QuartzConsumer) route.getConsumer(), instant))
                .toList();
    }

    private static boolean firesAt(Route route, Instant instant) {
        if (!(route.getConsumer() instanceof QuartzConsumer consumer)) {
            return false;
        }
        try {
            var endpoint = consumer.getEndpoint();
            Trigger trigger = endpoint.getComponent().getScheduler().getTrigger(endpoint.getTriggerKey());
            // Not the trigger itself, which fires only after the real start of the test.
            return trigger instanceof CronTrigger cron
                    && new CronText(cron.getCronExpression())
                            .nextAfter(
                                    instant.minusSeconds(1), cron.getTimeZone().toZoneId())
                            .filter(instant::equals)
                            .isPresent();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not say when %s fires".formatted(route.getRouteId()), e);
        }
    }

    private static Exchange run(QuartzConsumer consumer, Instant instant) {
        Exchange exchange = consumer.getEndpoint().createExchange();
        exchange.getIn().setHeader("scheduledFireTime", Date.from(instant));
        exchange.getIn().setHeader("fireTime", Date.from(instant));
        exchange.getIn().setHeader(Exchange.MESSAGE_TIMESTAMP, instant.toEpochMilli());
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
    }
}
