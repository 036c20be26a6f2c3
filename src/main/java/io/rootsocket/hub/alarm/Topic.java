package io.rootsocket.hub.alarm;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What an alarm is about. The names are for routes and dashboards to go by, and stay as they are. */
public enum Topic {
    /** An occurrence was not delivered within its schedule's {@code deliverBy}. */
    SCHEDULE_LATE("schedule.late", AlarmSeverity.CRITICAL, Duration.ZERO),
    /** The latest occurrence passed unused, and none has followed. */
    SCHEDULE_MISSED("schedule.missed", AlarmSeverity.CRITICAL, Duration.ZERO),
    /** The latest occurrence failed or became too old, and none has followed. */
    SCHEDULE_FAILED("schedule.failed", AlarmSeverity.CRITICAL, Duration.ZERO),
    /** Nothing came through where something was expected. */
    ROUTE_SILENT("route.silent", AlarmSeverity.CRITICAL, Duration.ZERO),
    /** A route has failed several times in a row. */
    ROUTE_FAILING("route.failing", AlarmSeverity.CRITICAL, Duration.ZERO),
    /** A message is in a route for longer than it should take. */
    ROUTE_STUCK("route.stuck", AlarmSeverity.WARNING, Duration.ZERO),
    /** A route does not run. */
    ROUTE_STOPPED("route.stopped", AlarmSeverity.WARNING, Duration.ofMinutes(2)),
    /** A route file does not run as it is written. */
    ROUTE_REFUSED("route.refused", AlarmSeverity.WARNING, Duration.ofMinutes(2)),
    /** There are dead letters of one cause. */
    DEAD_LETTERS("dead-letters", AlarmSeverity.WARNING, Duration.ZERO),
    /** The outbox takes no more messages. */
    OUTBOX_FULL("outbox.full", AlarmSeverity.CRITICAL, Duration.ZERO),
    /** The broker cannot be worked with. */
    OUTBOX_BROKER("outbox.broker", AlarmSeverity.CRITICAL, Duration.ofSeconds(30)),
    /** Messages wait for RootSocket for too long. */
    ROOTSOCKET_OUTAGE("rootsocket.outage", AlarmSeverity.CRITICAL, Duration.ZERO),
    /** RootSocket does not take the key. */
    ROOTSOCKET_KEY("rootsocket.key", AlarmSeverity.CRITICAL, Duration.ofSeconds(30)),
    /** The disk is nearly as full as it may be. */
    DISK_LOW("disk.low", AlarmSeverity.WARNING, Duration.ofMinutes(1)),
    /** The hub's own health says that something is wrong. */
    HUB_HEALTH("hub.health", AlarmSeverity.CRITICAL, Duration.ofMinutes(1));

    private final String label;
    private final AlarmSeverity severity;
    private final Duration after;

    Topic(String label, AlarmSeverity severity, Duration after) {
        this.label = label;
        this.severity = severity;
        this.after = after;
    }

    public AlarmSeverity severity() {
        return severity;
    }

    /** How long it must last until it is worth an alarm. */
    Duration after() {
        return after;
    }

    static Optional<Topic> of(String label) {
        return Arrays.stream(values())
                .filter(topic -> topic.label.equals(label))
                .findFirst();
    }

    /** The stable name: {@code schedule.late}. */
    @Override
    public String toString() {
        return label;
    }
}
