package io.rootsocket.hub.delivery;

import io.rootsocket.hub.broker.Shortfall;
import io.rootsocket.hub.outbox.Outbox;
import io.rootsocket.hub.outbox.OutboxStatus;
import io.rootsocket.hub.outbox.WaitingChannel;
import io.rootsocket.hub.text.Counted;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down while messages wait for too long, the outbox is full, its broker cannot be reached, or RootSocket takes nothing of
 * an application.
 */
public final class OutboxHealthCheck extends AbstractHealthCheck {

    private final Outbox outbox;
    private final RootSocketDelivery delivery;
    private final KeyCheck keyCheck;
    private final Duration staleAfter;
    private final Clock clock;

    public OutboxHealthCheck(
            Outbox outbox, RootSocketDelivery delivery, KeyCheck keyCheck, Duration staleAfter, Clock clock) {
        super("rootsocket", "outbox");
        this.outbox = outbox;
        this.delivery = delivery;
        this.keyCheck = keyCheck;
        this.staleAfter = staleAfter;
        this.clock = clock;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        OutboxStatus status = outbox.status();
        Duration oldest = status.waiting().stream()
                .map(channel -> channel.age(clock.instant()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        builder.detail("outbox.depth", status.depth());
        builder.detail(
                "outbox.oldest.age", Duration.ofSeconds(oldest.toSeconds()).toString());
        builder.detail("outbox.channels", status.waiting().size());
        if (delivery.saidNothing() > 0) {
            builder.detail(
                    "rootsocket.unconfirmed",
                    "%s heard a success that says nothing; something else than RootSocket may have answered"
                            .formatted(Counted.of(delivery.saidNothing(), "message")));
        }
        if (status.trouble().isPresent()) {
            builder.down().message(status.trouble().get());
        } else if (keyCheck.refused().isPresent()) {
            builder.down()
                    .message("Nothing is sent to RootSocket with the hub's key and address, and messages wait. "
                            + keyCheck.refused().get());
        } else if (!status.held().isEmpty()) {
            builder.down()
                    .message("RootSocket takes nothing now, and messages wait. " + String.join(" ", status.held()));
        } else if (status.full().isPresent()) {
            builder.down().message(status.full().get());
        } else if (!status.missing().isEmpty() || !status.unreadable().isEmpty()) {
            builder.down().message(lost(status));
        } else if (oldest.compareTo(staleAfter) > 0) {
            builder.down().message(degraded(status, oldest));
        } else {
            builder.up();
        }
    }

    private static String lost(OutboxStatus status) {
        return "Degraded: %s This is said until the hub is started again; %s"
                .formatted(
                        Stream.concat(
                                        status.missing().stream().map(Shortfall::toString),
                                        status.unreadable().stream()
                                                .map("The broker could not read some of its files: %s."::formatted))
                                .collect(Collectors.joining(" ")),
                        status.missing().isEmpty() ? "the log has more." : "the history keeps it.");
    }

    private String degraded(OutboxStatus status, Duration oldest) {
        String channel = status.waiting().stream()
                .filter(waiting -> !waiting.age(clock.instant()).minus(oldest).isNegative())
                .map(WaitingChannel::channel)
                .findFirst()
                .map(Object::toString)
                .orElse("?");
        return "Degraded: a message for channel %s has waited for %s, longer than %s (HUB_OUTBOX_STALE_AFTER)."
                .formatted(channel, Duration.ofSeconds(oldest.toSeconds()), staleAfter);
    }
}
