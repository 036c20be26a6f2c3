package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.nodes.Nodes;
import io.rootsocket.hub.schedule.nodes.NodesReport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.dao.DataAccessException;

/**
 * Whether the database of the schedules answers, which nodes share it, how far their clocks are apart, and that a clock was
 * wrong. Down while the database is away, because nothing
 * fires then, and while the clock of this machine is far from the database's. Safe for threads.
 */
final class ScheduleHealth extends AbstractHealthCheck {

    /** Clocks further apart than this fire noticeably early or late. */
    private static final Duration MAX_SPREAD = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final NodeClock clock;
    private final Supplier<Optional<ClockCorrection>> correction;

    /** @param correction the last time that a wrong clock was put right */
    ScheduleHealth(Nodes nodes, NodeClock clock, Supplier<Optional<ClockCorrection>> correction) {
        super("hub", "schedules");
        this.nodes = nodes;
        this.clock = clock;
        this.correction = correction;
    }

    /** Starting the hub again would not bring the database back. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        try {
            NodesReport report = nodes.read();
            result.detail("node", report.self());
            report.nodes()
                    .forEach(node ->
                            result.detail("skew." + node.name(), node.skew().toMillis() + " ms"));
            correction.get().ifPresent(corrected -> result.message(corrected.toString()));
            if (report.spread().compareTo(MAX_SPREAD) > 0) {
                result.message("The nodes' clocks are %d ms apart. Let them follow one time server."
                        .formatted(report.spread().toMillis()));
            }
            result.up();
            clock.wrong().or(clock::skewed).ifPresent(off -> result.message(off).down());
        } catch (DataAccessException e) {
            result.message("The database does not answer; nothing fires until it does: " + e.getMessage())
                    .down();
        }
    }
}
