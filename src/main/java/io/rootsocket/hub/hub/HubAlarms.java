package io.rootsocket.hub.hub;

import io.rootsocket.hub.alarm.AlarmReport;
import io.rootsocket.hub.alarm.Alarms;
import io.rootsocket.hub.alarm.Heartbeat;
import io.rootsocket.hub.reload.RouteFolder;
import io.rootsocket.hub.schedule.Schedules;
import io.rootsocket.hub.text.TimeText;
import io.rootsocket.hub.trail.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/** Joins the alarms of a hub to all that may go wrong in it. */
final class HubAlarms {

    /** The look comes every few seconds. */
    private static final Duration LOOK_LATE = Duration.ofMinutes(1);
    /** Nobody hears an alarm that waits for so long, so that the heartbeat must end. */
    private static final Duration UNTOLD_LATE = Duration.ofMinutes(15);

    private HubAlarms() {}

    static Alarms of(HubSettings settings, Schedules schedules, Clock clock, Redaction redaction) {
        return new Alarms(
                schedules.database(),
                schedules.sharedDatabase().isPresent(),
                settings.alarms().rules(),
                clock,
                ExchangeOutcomes::isFailed,
                redaction::shown);
    }

    /** Before the first route is added. */
    static void attach(Alarms alarms, CamelContext camel, HubSettings settings) {
        alarms.attach(camel, settings.routes().resolve("calendars").toString());
        camel.getManagementStrategy().addEventNotifier(new ExchangeOutcomes(alarms));
    }

    /** Once the routes run. */
    static void start(
            Alarms alarms,
            CamelContext camel,
            HubSettings settings,
            Schedules schedules,
            RouteFolder routes,
            HubOutbox outbox,
            Redaction redaction,
            Clock clock) {
        var health =
                new HealthTroubles(camel, settings.data(), settings.outbox().maxDiskUsage());
        alarms.watch(schedules.records());
        alarms.watch(
                OutboxTroubles.TOPICS, new OutboxTroubles(outbox::status, outbox::keyRefused, settings.staleAfter()));
        alarms.watch(DeadLetterTroubles.TOPICS, new DeadLetterTroubles(outbox, alarms::tellers, redaction::shown));
        alarms.watch(
                RouteTroubles.TOPICS,
                new RouteTroubles(camel, routes, settings.alarms().rules().stuckAfter()));
        alarms.watch(HealthTroubles.TOPICS, health);
        ScheduledExecutorService executor =
                camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(alarms, "alarms");
        alarms.start(executor);
        settings.alarms()
                .heartbeat()
                .ifPresent(url -> new Heartbeat(url, () -> unwell(alarms, clock).or(health::unwell))
                        .start(
                                camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(alarms, "heartbeat"),
                                settings.alarms().heartbeatEvery()));
    }

    private static Optional<String> unwell(Alarms alarms, Clock clock) {
        AlarmReport report = alarms.report();
        Instant now = clock.instant();
        if (report.problem() != null) {
            return Optional.of(report.problem());
        }
        if (report.lookedAt() != null && report.lookedAt().isBefore(now.minus(LOOK_LATE))) {
            return Optional.of(
                    "nobody has looked at the alarms since " + TimeText.of(report.lookedAt(), clock.getZone()));
        }
        if (report.untoldSince() != null
                && report.untoldSince().isBefore(now.minus(UNTOLD_LATE))
                && !report.tellers().isEmpty()) {
            return Optional.of("an alarm waits to be told since " + TimeText.of(report.untoldSince(), clock.getZone()));
        }
        return Optional.empty();
    }
}
