package io.rootsocket.hub.hub;

import io.micrometer.core.instrument.MeterRegistry;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.component.RootSocketComponent;
import io.rootsocket.hub.component.RootSocketEndpoint;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterFolder;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import io.rootsocket.hub.deadletters.DeadLetters;
import io.rootsocket.hub.delivery.DeliverySpans;
import io.rootsocket.hub.delivery.KeyCheck;
import io.rootsocket.hub.delivery.OutboxHealthCheck;
import io.rootsocket.hub.delivery.RootSocketDelivery;
import io.rootsocket.hub.delivery.ScheduledMessages;
import io.rootsocket.hub.delivery.TracedMessages;
import io.rootsocket.hub.failure.KeepFailed;
import io.rootsocket.hub.failure.RouteReplay;
import io.rootsocket.hub.outbox.Outbox;
import io.rootsocket.hub.outbox.OutboxStatus;
import io.rootsocket.hub.schedule.Schedules;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.trail.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox of a hub: joined to its component, its meters and its health. Safe to share between threads. */
public final class HubOutbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubOutbox.class);

    private final CamelContext camel;
    private final Duration shutdownTimeout;
    private final Path data;
    private final Outbox outbox;
    private final RootSocketDelivery delivery;
    private final DeadLetterFolder folder;
    private final KeepFailed keepFailed;
    private final KeyCheck keyCheck;
    private final boolean dryRun;

    /** Accepts from now on, before the first route runs. */
    HubOutbox(
            CamelContext camel,
            Broker broker,
            Schedules schedules,
            HubSettings settings,
            KeepFailed.Listener kept,
            DeliverySpans spans,
            Trail trail,
            Clock clock) {
        this.camel = camel;
        this.shutdownTimeout = settings.shutdownTimeout();
        this.data = settings.data();
        Optional<Path> disk = settings.broker().url().isPresent() ? Optional.empty() : Optional.of(settings.data());
        MeterRegistry meters = MicrometerUtils.getOrCreateMeterRegistry(
                camel.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
        this.outbox = new Outbox(broker, settings.outbox(), disk, meters, clock);
        outbox.tell(new ScheduledMessages(schedules));
        this.delivery = new RootSocketDelivery(outbox, spans, trail);
        this.folder = new DeadLetterFolder(StoppedHub.filesIn(settings.data()));
        this.keepFailed = new KeepFailed(
                KeepFailed.inBroker(outbox.deadLetters(), folder, outbox.deadLetterRoom()),
                kept,
                outbox.deadLetterRoom()::full,
                clock);
        var component = camel.getComponent("rootsocket", RootSocketComponent.class);
        component.setDurableStore(delivery);
        component.getConfiguration().setDelivery(settings.delivery());
        this.keyCheck = new KeyCheck(camel);
        this.dryRun = settings.dryRun();
        HealthCheckRegistry checks = Objects.requireNonNull(HealthCheckRegistry.get(camel));
        checks.register(new OutboxHealthCheck(outbox, delivery, keyCheck, settings.staleAfter(), clock));
        checks.register(new DataFolderHealth(settings.data()));
        checks.register(new DeadLettersHealth(outbox::deadLetterCounts));
    }

    /** Tells it what becomes of messages, before the first route runs. */
    void tell(TracedMessages trail) {
        outbox.tell(trail);
        camel.getComponent("rootsocket", RootSocketComponent.class).listenDirectly(trail);
    }

    KeepFailed keepFailed() {
        return keepFailed;
    }

    /** Delivers from now on; the routes run. */
    void start() {
        // The hub's own RootSocket application is known also when no route uses it any more.
        delivery.opened(camel.getEndpoint("rootsocket:message", RootSocketEndpoint.class));
        outbox.start(delivery);
        if (!dryRun) {
            keyCheck.start();
        }
        try {
            int moved = folder.moveTo(outbox.deadLetters());
            if (moved > 0) {
                LOG.info("{} moved from files into the broker", Counted.of(moved, "dead letter"));
            }
        } catch (IOException | BrokerException e) {
            LOG.warn("Dead letters that are files stay so: {}", e.getMessage());
        }
    }

    /** Whether what waits has a place still: the data folder may have been deleted, and only a start makes it anew. */
    public boolean canGoOn() {
        return Files.isDirectory(data);
    }

    /** Why nothing more is taken; empty if it is. For who asks often. */
    Optional<String> full() {
        return outbox.full();
    }

    /** What waits, as of the last few seconds. */
    public OutboxStatus status() {
        return outbox.status();
    }

    /** Why it is not known that RootSocket takes the hub's key. Waits a moment for its first answer. */
    Optional<String> keyProblem() {
        return dryRun ? Optional.empty() : keyCheck.problem();
    }

    /** Why RootSocket does not take the hub's key, if it said so. */
    Optional<String> keyRefused() {
        return dryRun ? Optional.empty() : keyCheck.refused();
    }

    /** How many dead letters there are now, as far as the broker says. */
    DeadLetterCounts deadLetterCounts() {
        return outbox.deadLetterCounts();
    }

    /** What could not be delivered. */
    public DeadLetters deadLetters() {
        return outbox.deadLetters();
    }

    /**
     * Sends dead letters on their way again, those that failed in a route through that route.
     *
     * @return how many
     * @throws BrokerException if one could not be sent; the message says which and why, and it stays
     */
    public int replay(DeadLetterFilter filter, DeadLetterBatch batch) {
        return outbox.deadLetters().replay(filter, batch, Optional.of(new RouteReplay(camel)));
    }

    /** Sends one dead letter on its way again with another payload. */
    int replayAs(String id, Optional<String> channel, String payload) {
        return outbox.deadLetters().replayAs(id, channel, payload, Optional.of(new RouteReplay(camel)));
    }

    /** What could not be delivered, and how much of it can be replayed here. */
    DeadLetterPage page(DeadLetterFilter filter, int max) {
        return outbox.deadLetters().page(filter, max, Optional.of(new RouteReplay(camel)));
    }

    /** Where the dead letters are asked for from outside. */
    public DeadLetterOperations operations() {
        return new DeadLetterOperations(this);
    }

    /** Lets the deliveries that are on end within the shutdown timeout, and starts no more. The routes may still run. */
    void stopDelivering() {
        keyCheck.close();
        try {
            if (!outbox.stopDelivering(shutdownTimeout)) {
                LOG.warn("Deliveries were cut off after {}; they are made again at the next start", shutdownTimeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends at once. Safe twice. */
    @Override
    public void close() {
        keyCheck.close();
        outbox.close();
    }
}
