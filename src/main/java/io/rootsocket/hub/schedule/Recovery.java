package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEntry;
import io.rootsocket.hub.schedule.timetable.FirePolicy;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over the occurrences that began on a node and did not end there: at least once, with the same key. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Ledger ledger;
    private final FiredOccurrences fired;
    private final StoredTriggers triggers;
    private final Map<String, RouteSchedule> declared;
    private final Clock clock;
    private final Duration lostAfter;

    Recovery(
            Ledger ledger,
            FiredOccurrences fired,
            StoredTriggers triggers,
            Map<String, RouteSchedule> declared,
            Clock clock,
            Duration lostAfter) {
        this.ledger = ledger;
        this.fired = fired;
        this.triggers = triggers;
        this.declared = declared;
        this.clock = clock;
        this.lostAfter = lostAfter;
    }

    void run() {
        if (!fired.beginsAny()) {
            // It would hand back again what it takes over, its own too, and keep other nodes from it meanwhile.
            return;
        }
        Map<String, List<Fire>> inOrder = new LinkedHashMap<>();
        for (LedgerEntry abandoned : ledger.abandoned(clock.instant().minus(lostAfter))) {
            RouteSchedule schedule = declared.get(abandoned.occurrence().route());
            if (fired.isUnderWay(abandoned.occurrence())) {
                continue;
            }
            if (schedule == null) {
                giveUpIfNoNodeHasIt(abandoned);
            } else if (ledger.takeOver(abandoned)) {
                takeOver(schedule, abandoned).ifPresent(fire -> {
                    if (schedule.policy().overlap() == Overlap.QUEUE) {
                        inOrder.computeIfAbsent(schedule.route(), route -> new ArrayList<>())
                                .add(fire);
                    } else {
                        fired.submit(fire);
                    }
                });
            }
        }
        inOrder.values().forEach(fired::submitInOrder);
    }

    /** Perhaps another node has the route, as long as its trigger is stored. After a while, none has. */
    private void giveUpIfNoNodeHasIt(LedgerEntry abandoned) {
        boolean old = isOlder(abandoned, FirePolicy.DEFAULT.staleAfter());
        if ((old || !triggers.isStored(abandoned.occurrence().route())) && ledger.takeOver(abandoned)) {
            giveUp(abandoned, "Its route was removed before it could run.");
        }
    }

    private Optional<Fire> takeOver(RouteSchedule schedule, LedgerEntry abandoned) {
        if (isOlder(abandoned, schedule.policy().staleAfter())) {
            giveUp(abandoned, "It was cut off, and is too late to run again.");
            return Optional.empty();
        }
        if (abandoned.node().isEmpty()) {
            LOG.info("{} was handed back before it was done; it is run now", abandoned.occurrence());
        } else {
            LOG.info("{} was left by {}; it is run again", abandoned.occurrence(), abandoned.node());
        }
        return Optional.of(new Fire(
                abandoned.occurrence(),
                Overlap.ALLOW,
                schedule.timetable().after(abandoned.occurrence().scheduledAt())));
    }

    /** What a person asked for is as old as the asking, whenever it was due. */
    private boolean isOlder(LedgerEntry abandoned, Duration age) {
        Instant since = abandoned.askedBy() != null && abandoned.firedAt() != null
                ? abandoned.firedAt()
                : abandoned.occurrence().scheduledAt();
        return Duration.between(since, clock.instant()).compareTo(age) > 0;
    }

    private void giveUp(LedgerEntry abandoned, String why) {
        fired.miss(abandoned.occurrence(), why);
    }
}
