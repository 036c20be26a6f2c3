package io.rootsocket.hub.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rootsocket.hub.schedule.ledger.OccurrenceListener;
import io.rootsocket.hub.schedule.ledger.Outcome;
import java.time.Duration;

/** Counts how the occurrences of schedules go. Safe to share between threads. */
final class ScheduleMeters implements OccurrenceListener {

    private static final String ROUTE = "route";

    private final MeterRegistry meters;

    ScheduleMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void began(String route, Duration late) {
        Timer.builder("hub.schedule.lateness")
                .description("How long after it was due an occurrence entered its route")
                .tag(ROUTE, route)
                .register(meters)
                // A clock that is put right may have fired it a moment early.
                .record(late.isNegative() ? Duration.ZERO : late);
    }

    @Override
    public void ended(String route, Outcome outcome) {
        Counter.builder("hub.schedule.occurrences")
                .description("Occurrences that are over for their routes")
                .tag(ROUTE, route)
                .tag("outcome", word(outcome))
                .register(meters)
                .increment();
    }

    /** What the route has let go of may still wait in the outbox. */
    private static String word(Outcome outcome) {
        return outcome == Outcome.DELIVERED ? "handled" : outcome.toString();
    }
}
