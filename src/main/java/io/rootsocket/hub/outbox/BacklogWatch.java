package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.broker.BrokerManagement;
import io.rootsocket.hub.broker.EmbeddedBroker;
import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.broker.Shortfall;
import io.rootsocket.hub.deadletters.DeadLetterRoom;
import io.rootsocket.hub.outbox.message.LaneName;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the broker every few seconds: what waits there, also of an earlier run, a replay or another hub, how much room it
 * takes, and what is missing. Before the first look it gives the broker its rules. One thread looks; what it saw is safe to
 * share.
 */
final class BacklogWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
    /**
     * How many bytes of each open lane a broker sends ahead. With hubs that share one nothing is sent ahead: what a hub holds
     * would go back to its queue after another hub may have taken a later one.
     */
    private static final int FETCH_AHEAD = 256 * 1024;

    private final BrokerManagement management;
    private final Backlog backlog;
    private final Optional<EmbeddedBroker> embedded;
    private final boolean shared;
    private final OutboxSettings settings;
    private final MessageStore store;
    private final Capacity capacity;
    private final DeadLetterRoom room;
    private final OutboxCounts counts;
    private final OutboxListeners listeners;
    private final Clock clock;

    private final List<Shortfall> missing = new CopyOnWriteArrayList<>();
    /** None before the first look. */
    private volatile @Nullable List<WaitingChannel> waiting;

    private volatile @Nullable String trouble;
    private volatile boolean ruled;

    BacklogWatch(
            Broker broker,
            OutboxSettings settings,
            MessageStore store,
            Capacity capacity,
            DeadLetterRoom room,
            OutboxCounts counts,
            OutboxListeners listeners,
            Clock clock) {
        this.management = broker.management();
        this.backlog = new Backlog(broker.hubConnections(), management);
        this.embedded = broker.embedded();
        this.shared = broker.isShared();
        this.settings = settings;
        this.store = store;
        this.capacity = capacity;
        this.room = room;
        this.counts = counts;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Looks once.
     *
     * @param found told of each lane in which something waits
     * @throws RuntimeException if the broker does not answer
     */
    void look(Consumer<LaneName> found) {
        if (!ruled) {
            AddressRules.apply(management, settings, shared ? 0 : FETCH_AHEAD);
            ruled = true;
        }
        // A queue that a person has deleted is made again.
        store.lookForQueues();
        Capacity.Count before = capacity.count();
        List<WaitingChannel> channels = backlog.channels();
        capacity.measure(
                before, channels.stream().mapToLong(WaitingChannel::depth).sum());
        // Before anybody hears what is missing: beside it, what waits must be known too.
        waiting = channels;
        counts.waiting(channels, clock.instant());
        embedded.ifPresent(server -> server.losses().take().forEach(this::tellMissing));
        long lettersBefore = room.beforeCount();
        room.counted(lettersBefore, management.bytes(QueueNames.DEAD_LETTERS));
        channels.forEach(channel -> found.accept(new LaneName(channel.account(), channel.channel())));
        trouble = null;
    }

    private void tellMissing(Shortfall shortfall) {
        LOG.error("{}", shortfall);
        missing.add(shortfall);
        listeners.lost(shortfall);
    }

    /** A look has failed; that is said once. */
    void failed(RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (!reason.equals(trouble)) {
            LOG.warn("The outbox delivers nothing now. {}", reason);
            LOG.debug("The outbox could not be looked at", failure);
        }
        trouble = reason;
    }

    /** Whether the broker has its rules; without them the order of what is delivered would not be safe. */
    boolean isRuled() {
        return ruled;
    }

    /** What waited at the last look; before the first one, what the broker says if it need not be waited for. */
    List<WaitingChannel> waiting() {
        List<WaitingChannel> seen = waiting;
        try {
            return seen != null ? seen : embedded.isPresent() ? backlog.counted() : List.of();
        } catch (BrokerException e) {
            return List.of();
        }
    }

    /** Why the last look failed; empty if it did not. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** What the broker's files have lost, since the start. */
    List<Shortfall> missing() {
        return missing;
    }
}
