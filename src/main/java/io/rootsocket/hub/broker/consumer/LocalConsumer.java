package io.rootsocket.hub.broker.consumer;

import io.rootsocket.hub.broker.EmbeddedBroker;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Consumer;
import org.apache.activemq.artemis.core.server.HandleStatus;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from a queue of the broker in this process, by the interface by which its own bridges do: a JMS client would
 * have three more threads carry each message, and two more each acknowledgement, which would be a transaction of its own.
 */
final class LocalConsumer implements QueueConsumer, Consumer {

    /** How many bytes the broker may hand over beside the message that is worked on. */
    private static final int MAX_AHEAD = 256 * 1024;

    private static final long MAX_WAIT = TimeUnit.SECONDS.toNanos(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int MAX_LOOKS = 60;

    private final EmbeddedBroker broker;
    private final ActiveMQServer server;
    private final StorageManager disk;
    private final Queue queue;
    private final long id;
    private final OperationContext written;
    /** What the broker has handed over and this has not settled, in order. Guarded by this. */
    private final Deque<MessageReference> held = new ArrayDeque<>();
    /** Those of them that may be taken: the broker is done with them. Guarded by this. */
    private final Deque<MessageReference> ready = new ArrayDeque<>();

    /** Of these. Guarded by this. */
    private long bytes;
    /** Between the broker's two words about a message. Guarded by this. */
    private int onTheirWay;
    /** Whether the broker was told to come back later. Guarded by this. */
    private boolean turnedAway;

    private boolean stopped;
    private boolean gone;
    /** Its only thread's own. */
    private @Nullable MessageReference taken;

    private LocalConsumer(EmbeddedBroker broker, ActiveMQServer server, Queue queue) {
        this.broker = broker;
        this.server = server;
        this.queue = queue;
        this.disk = server.getStorageManager();
        this.id = disk.generateID();
        this.written = disk.newContext(server.getExecutorFactory().getExecutor());
    }

    /** @return null if there is no such queue */
    static @Nullable LocalConsumer open(EmbeddedBroker broker, String name) throws JMSException {
        ActiveMQServer server = broker.active();
        Queue queue = server.isStarted() ? server.locateQueue(SimpleString.of(name)) : null;
        if (queue == null) {
            return null;
        }
        var consumer = new LocalConsumer(broker, server, queue);
        consumer.uninterrupted(() -> {
            queue.addConsumer(consumer);
            queue.deliverAsync();
        });
        return consumer;
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        MessageReference next = poll();
        if (next == null) {
            ask();
            next = poll();
        }
        return took(next);
    }

    @Override
    public @Nullable Message receive(Duration within) throws JMSException {
        MessageReference next = await(within);
        return next == null ? receive() : took(next);
    }

    private synchronized @Nullable MessageReference poll() throws JMSException {
        requireQueue();
        return ready.poll();
    }

    private synchronized @Nullable MessageReference await(Duration within) throws JMSException {
        long end = System.nanoTime() + within.toNanos();
        for (long left = within.toNanos(); ready.isEmpty() && !gone && left > 0; left = end - System.nanoTime()) {
            waitFor(left);
        }
        return poll();
    }

    private void requireQueue() throws JMSException {
        if (gone || broker.active() != server || !server.isStarted()) {
            throw new JMSException(
                    "The embedded broker has stopped, or the queue %s is gone.".formatted(queue.getName()));
        }
    }

    private void waitFor(long nanos) throws JMSException {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CoreSessions.failure(e);
        }
    }

    /** The broker enters into the queue what has come, hands over what it may, and says that it has. */
    private void ask() throws JMSException {
        var asked = new Asked();
        uninterrupted(() -> {
            queue.deliverAsync();
            queue.getExecutor().execute(asked);
        });
        long end = System.nanoTime() + MAX_WAIT;
        synchronized (this) {
            while (!asked.answered && !gone) {
                if (System.nanoTime() - end > 0) {
                    throw new JMSException("The embedded broker does not answer.");
                }
                waitFor(LOOK_AGAIN.toNanos());
                requireQueue();
            }
        }
    }

    private final class Asked implements Runnable {

        private boolean answered;

        @Override
        public void run() {
            synchronized (LocalConsumer.this) {
                answered = true;
                LocalConsumer.this.notifyAll();
            }
        }
    }

    private @Nullable Message took(@Nullable MessageReference next) throws JMSException {
        taken = next;
        if (next == null) {
            return null;
        }
        if (goesBelow(next)) {
            uninterrupted(queue::deliverAsync);
        }
        return LocalMessage.of(next);
    }

    private synchronized boolean goesBelow(MessageReference next) {
        bytes -= size(next);
        boolean wanted = turnedAway && bytes <= MAX_AHEAD / 2;
        turnedAway &= !wanted;
        return wanted;
    }

    private static int size(MessageReference message) {
        return message.getMessage().getEncodeSize();
    }

    @Override
    public void acknowledge() throws JMSException {
        MessageReference acknowledged = taken;
        if (acknowledged == null) {
            throw new JMSException("It was not taken, or is settled.");
        }
        requireQueue();
        uninterrupted(() -> queue.acknowledge(acknowledged));
        synchronized (this) {
            held.remove(acknowledged);
        }
        taken = null;
    }

    @Override
    public void recover() throws JMSException {
        giveBack();
        synchronized (this) {
            stopped = false;
        }
        uninterrupted(queue::deliverAsync);
    }

    /** What was handed over and not taken counts as if it had not been. */
    private void giveBack() throws JMSException {
        List<MessageReference> held = stop();
        uninterrupted(() -> {
            long now = System.currentTimeMillis();
            List<MessageReference> back = new ArrayList<>();
            for (MessageReference message : held) {
                if (message != taken) {
                    message.decrementDeliveryCount();
                }
                message.emptyConsumerID();
                if (queue.checkRedelivery(message, now, false).getA()) {
                    back.add(message);
                }
            }
            // Not as Queue.cancel does, after which what is sent next would still be handed over on the way past them.
            queue.addSorted(back, false);
        });
        taken = null;
    }

    private synchronized List<MessageReference> stop() throws JMSException {
        stopped = true;
        // By looks and not by the clock: after a long pause of this process, the broker goes on with its second word as
        // late.
        for (int looks = 0; onTheirWay > 0 && looks < MAX_LOOKS; looks++) {
            waitFor(LOOK_AGAIN.toNanos());
        }
        List<MessageReference> all = List.copyOf(held);
        held.clear();
        ready.clear();
        bytes = 0;
        turnedAway = false;
        return all;
    }

    @Override
    public void close() throws JMSException {
        try {
            giveBack();
        } finally {
            uninterrupted(() -> {
                queue.removeConsumer(this);
                queue.deliverAsync();
                if (server.isStarted() && !written.waitCompletion(TimeUnit.NANOSECONDS.toMillis(MAX_WAIT))) {
                    throw new JMSException("The embedded broker does not say that it has it on disk.");
                }
            });
        }
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }

    /** Artemis takes it for an error of its disk if who is within it is interrupted. */
    private void uninterrupted(Task task) throws JMSException {
        boolean interrupted = Thread.interrupted();
        disk.setContext(written);
        try {
            task.run();
        } catch (JMSException e) {
            throw e;
        } catch (Exception e) {
            throw CoreSessions.failure(e);
        } finally {
            disk.clearContext();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // What the broker calls.

    @Override
    public HandleStatus handle(MessageReference message) {
        synchronized (this) {
            if (stopped || gone) {
                return HandleStatus.BUSY;
            }
            if (bytes > MAX_AHEAD) {
                turnedAway = true;
                return HandleStatus.BUSY;
            }
            held.add(message);
            bytes += size(message);
            onTheirWay++;
        }
        message.handled();
        message.setConsumerId(id);
        message.incrementDeliveryCount();
        return HandleStatus.HANDLED;
    }

    @Override
    public synchronized void proceedDeliver(MessageReference message) {
        onTheirWay--;
        ready.add(message);
        notifyAll();
    }

    @Override
    public synchronized void disconnect() {
        gone = true;
        notifyAll();
    }

    @Override
    public void failed(Throwable failure) {
        disconnect();
    }

    @Override
    public synchronized List<MessageReference> getDeliveringMessages() {
        return List.copyOf(held);
    }

    @Override
    public @Nullable Filter getFilter() {
        return null;
    }

    @Override
    public long sequentialID() {
        return id;
    }

    @Override
    public String debug() {
        return toString();
    }

    @Override
    public String toManagementString() {
        return toString();
    }

    @Override
    public String toString() {
        return "LocalConsumer[%d of %s]".formatted(id, queue.getName());
    }
}
