package io.rootsocket.hub.broker;

import io.rootsocket.hub.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.impl.AckReason;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.TransactionOperationAbstract;
import org.apache.activemq.artemis.utils.collections.LinkedListIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the embedded broker has loaded from its files with what was counted before, when nobody can yet put in or
 * take out, and keeps the {@link Tally} of all its durable queues. Those of channels are counted by who uses them, message by
 * message; here, only what comes back or cannot be read is found for them.
 *
 * <p>Artemis itself says little of what it cannot read: a journal has no checksums, and what is no record is passed over.
 */
final class QueueAudit implements ActiveMQServerMessagePlugin {

    private static final Logger LOG = LoggerFactory.getLogger(QueueAudit.class);

    /** Those who send at once may change places: so many messages later, none comes that was accepted before. */
    private static final int ORDER = 500;
    /** Of each queue, for so many messages it is looked whether they have their bodies. */
    private static final int MAX_LOOKED_AT = 10_000;
    /** One in so many looks is for ids. */
    private static final int IDS = 3;
    /** So many looks are a period. */
    private static final int PERIOD = 12;
    /** So many looks at what is missing of a queue in page files find it at its whole size at least once. */
    private static final int SURE = 10;

    private final Tally tally;
    private final Path largeMessages;
    private final Losses losses;
    /** Queues with messages in page files, which the broker counts once it runs: what was missing at each look so far. */
    private final Map<String, LongSummaryStatistics> uncounted = new HashMap<>();

    private volatile @Nullable ActiveMQServer active;
    private volatile boolean ending;
    private long looks;
    private Period before = new Period(0);
    private Period now = new Period(0);

    /**
     * The lowest id that was seen in each queue over some looks. A message that a consumer gives back is in no queue until that
     * is on disk, but not for so long.
     *
     * @param given the id that the broker had given by its beginning
     */
    private record Period(long given, Map<String, Long> lowest) {
        Period(long given) {
            this(given, new HashMap<>());
        }
    }

    /** @param largeMessages the folder in which each large message has a file */
    QueueAudit(Tally tally, Path largeMessages, Losses losses) {
        this.tally = tally;
        this.largeMessages = largeMessages;
        this.losses = losses;
    }

    @Override
    public void registered(ActiveMQServer server) {
        server.registerActivateCallback(new ActivateCallback() {
            @Override
            public void activated() {
                compare(server);
                active = server;
            }

            @Override
            public void deActivate() {
                active = null;
                countLast(server);
            }
        });
    }

    /** Everything is loaded, and nobody is let in yet. */
    private void compare(ActiveMQServer server) {
        uncounted.clear();
        tally.nothingIsLeaving();
        before = new Period(0);
        now = new Period(0);
        try {
            Map<String, Long> lowestIds = tally.lowestIds();
            Map<String, Queue> found = queues(server)
                    .collect(Collectors.toMap(queue -> queue.getName().toString(), queue -> queue));
            for (Map.Entry<String, Queue> queue : found.entrySet()) {
                compare(queue.getKey(), queue.getValue(), lowestIds.getOrDefault(queue.getKey(), 0L));
            }
            lowestIds.keySet().stream().filter(name -> !found.containsKey(name)).forEach(name -> compare(name, 0));
        } catch (Exception e) {
            LOG.error("What the broker's files may have lost could not be found out. The hub goes on.", e);
        }
    }

    private void compare(String name, Queue queue, long lowestId) throws Exception {
        // Others may put in late what was given its id long before, in a long transaction.
        long cameBack = isLane(queue) ? cameBack(queue, lowestId) : 0;
        if (cameBack > 0) {
            LOG.warn(
                    "The broker's files have lost that {} of {} had been delivered already: that is done again.",
                    Counted.of(cameBack, "message"),
                    name);
            tally.cameBack(name, cameBack);
        }
        // What is removed is counted off at any time.
        long messages = queue.getDurableMessageCount();
        long unreadable = removeWithoutBody(queue);
        if (isPaging(queue)) {
            uncounted.put(name, new LongSummaryStatistics());
        } else {
            compare(name, messages - unreadable);
        }
    }

    private void compare(String name, long messages) {
        long missing = tally.missing(name, messages);
        if (missing > 0) {
            losses.add(tally.lost(name, missing));
        }
    }

    private static Stream<Queue> queues(ActiveMQServer server) {
        return server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> queue.isDurable() && !queue.isTemporary() && !queue.isInternalQueue());
    }

    private static boolean isLane(String queue) {
        return queue.startsWith(QueueNames.OUTBOX_PREFIX);
    }

    private static boolean isLane(Queue queue) {
        return isLane(queue.getName().toString());
    }

    private static boolean isPaging(Queue queue) {
        return queue.getPageSubscription() != null
                && queue.getPageSubscription().isPaging();
    }

    private static long cameBack(Queue queue, long lowestId) {
        long cameBack = 0;
        if (lowestId > 0) {
            int later = 0;
            try (LinkedListIterator<MessageReference> messages = queue.browserIterator()) {
                while (later < ORDER && messages.hasNext()) {
                    if (messages.next().getMessageID() < lowestId) {
                        cameBack++;
                        later = 0;
                    } else {
                        later++;
                    }
                }
            }
        }
        return cameBack;
    }

    /**
     * Who would take such a message would fail again and again, and hold up what is behind it. From page files, nothing can be
     * removed.
     */
    private int removeWithoutBody(Queue queue) throws Exception {
        List<MessageReference> unreadable = new ArrayList<>();
        try (LinkedListIterator<MessageReference> messages = queue.browserIterator()) {
            for (int seen = 0; seen < MAX_LOOKED_AT && messages.hasNext(); seen++) {
                MessageReference message = messages.next();
                if (message.isPaged()) {
                    break;
                }
                if (message.getMessage().isLargeMessage() && !hasBody(message.getMessage())) {
                    unreadable.add(message);
                }
            }
        }
        for (MessageReference message : unreadable) {
            LOG.error(
                    "Of message {} in {} the file in {} is gone or cut. The message is missing.",
                    message.getMessageID(),
                    queue.getName(),
                    largeMessages);
            queue.deleteReference(message.getMessageID());
        }
        return unreadable.size();
    }

    /** The size that a message says is that before its sender compressed it. */
    private boolean hasBody(Message message) throws IOException {
        Path file = largeMessages.resolve(message.getMessageID() + ".msg");
        Long size = message.getLongProperty(Message.HDR_LARGE_BODY_SIZE);
        return Files.exists(file)
                && (size == null || message.containsProperty(Message.HDR_LARGE_COMPRESSED) || Files.size(file) >= size);
    }

    /** What others take is not counted any more: before it is on disk that it is gone, or at least at once. */
    @Override
    public void messageAcknowledged(
            Transaction transaction, MessageReference message, AckReason reason, ServerConsumer consumer) {
        Queue queue = message.getQueue();
        String name = queue.getName().toString();
        if (active == null
                || !queue.isDurable()
                || !message.getMessage().isDurable()
                || isLane(name) && (consumer != null || message.hasConsumerId())) {
            return;
        }
        if (transaction == null) {
            tally.leaves(name);
            return;
        }
        // After the broker's own, which counts what is acknowledged off once that is on disk.
        transaction.addOperation(new Leaving(tally, name));
    }

    /** Many may leave with one commit, and a look may come in the middle of it. */
    private static final class Leaving extends TransactionOperationAbstract {

        private final Tally tally;
        private final String queue;
        private boolean begun;

        private Leaving(Tally tally, String queue) {
            this.tally = tally;
            this.queue = queue;
        }

        @Override
        public void beforeCommit(Transaction committed) {
            tally.leaving(queue);
            begun = true;
        }

        @Override
        public void afterCommit(Transaction committed) {
            settled();
        }

        @Override
        public void afterRollback(Transaction rolledBack) {
            settled();
        }

        private void settled() {
            if (begun) {
                tally.gone(queue);
                begun = false;
            }
        }
    }

    /** Counts what others have put in, and up to where everything has left. For one thread. */
    void look() {
        ActiveMQServer server = active;
        if (server == null) {
            return;
        }
        looks++;
        queues(server).takeWhile(queue -> !ending).forEach(this::look);
        if (!ending && looks % IDS == 0) {
            Set<String> counted = tally.lowestIds().keySet();
            queues(server)
                    .takeWhile(queue -> !ending)
                    .filter(queue -> counted.remove(queue.getName().toString()) && isLane(queue))
                    .forEach(queue -> now.lowest().merge(queue.getName().toString(), lowestId(queue), Math::min));
            if (!ending) {
                // Those that are given up.
                counted.forEach(tally::empty);
            }
        }
        if (!ending && looks % PERIOD == 0) {
            now.lowest()
                    .forEach((name, lowest) -> tally.nothingBelow(
                            name,
                            Math.min(
                                    before.given(),
                                    Math.min(lowest, before.lowest().getOrDefault(name, lowest)))));
            before = now;
            now = new Period(server.getStorageManager().getCurrentID());
        }
    }

    /** Lets a look end early, as one that is interrupted while it reads a page file stops the broker with an error. */
    void endLooks() {
        ending = true;
    }

    private void look(Queue queue) {
        String name = queue.getName().toString();
        LongSummaryStatistics missing = uncounted.get(name);
        if (missing != null) {
            if (queue.getPagingStore().getCursorProvider().isRebuildDone()) {
                missing.accept(tally.missing(name, queue.getDurableMessageCount()));
            }
            if (missing.getCount() == SURE || missing.getMin() == 0) {
                uncounted.remove(name);
            }
            if (missing.getCount() == SURE && missing.getMin() > 0) {
                losses.add(tally.lost(name, missing.getMin()));
            }
        } else if (!isLane(name)) {
            long left = tally.left(name);
            tally.counted(name, queue.getDurableMessageCount(), left, queue.getConsumerCount());
        } else if (queue.getMessageCount() == 0) {
            tally.empty(name);
        }
    }

    /**
     * What is delivered may come back meanwhile, and what waits may be delivered. Of what is in page files, too much would have
     * to be read.
     */
    private static long lowestId(Queue queue) {
        if (isPaging(queue)) {
            return 0;
        }
        long lowest = lowestDelivering(queue);
        for (MessageReference scheduled : queue.getScheduledMessages()) {
            lowest = Math.min(lowest, scheduled.getMessageID());
        }
        try (LinkedListIterator<MessageReference> messages = queue.browserIterator()) {
            for (int seen = 0; seen < ORDER && messages.hasNext(); seen++) {
                lowest = Math.min(lowest, messages.next().getMessageID());
            }
        }
        return Math.min(lowest, lowestDelivering(queue));
    }

    private static long lowestDelivering(Queue queue) {
        return queue.getDeliveringMessages().values().stream()
                .flatMap(Collection::stream)
                .mapToLong(MessageReference::getMessageID)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** All who use the broker are gone, so that everything can be counted as it is. */
    private void countLast(ActiveMQServer server) {
        try {
            long given = server.getStorageManager().getCurrentID();
            queues(server)
                    .filter(queue -> !uncounted.containsKey(queue.getName().toString()))
                    .forEach(queue -> {
                        look(queue);
                        String name = queue.getName().toString();
                        // What was given back just now may be in no queue yet.
                        if (tally.isAtLeast(name, queue.getDurableMessageCount()) && isLane(name)) {
                            tally.nothingBelow(name, Math.min(given, lowestId(queue)));
                        }
                    });
        } catch (RuntimeException e) {
            LOG.debug("What the broker has could not be counted as it stops", e);
        }
    }
}
