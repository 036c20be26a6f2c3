package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.consumer.QueueConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A lane's queue, opened to take from it. A message is gone from it once it is acknowledged. One thread's at a time. */
final class LaneConsumer implements AutoCloseable {

    private final QueueConsumer queue;
    private boolean unsettled;
    private boolean last;
    private boolean gave;

    LaneConsumer(QueueConsumer queue) {
        this.queue = queue;
    }

    /** Asks the broker. */
    @Nullable
    Message next() throws JMSException {
        return taken(queue.receive());
    }

    /** Waits for one that is on its way, and then asks the broker: that costs more than to wait for it. */
    @Nullable
    Message next(Duration within) throws JMSException {
        return taken(queue.receive(within));
    }

    private @Nullable Message taken(@Nullable Message message) {
        unsettled = message != null;
        last &= message == null;
        gave |= message != null;
        return message;
    }

    /** Whether it has given a message: while it is open, nobody else gets one of this queue. */
    boolean isOnlyOne() {
        return gave;
    }

    /** It is to be closed if it gives nothing more. */
    void last() {
        last = true;
    }

    boolean isLast() {
        return last;
    }

    /**
     * Does not wait until the broker has it on disk: a crash of the broker or of this process right now repeats the
     * message. Closing waits.
     */
    void acknowledge() throws JMSException {
        queue.acknowledge();
        unsettled = false;
    }

    /** It goes back to the head of its queue. */
    void recover() throws JMSException {
        queue.recover();
        unsettled = false;
    }

    @Override
    public void close() throws JMSException {
        try {
            // Also what a broker elsewhere may have sent after it was asked in vain: while this is open, nobody passes
            // it.
            if (unsettled || last) {
                recover();
            }
        } finally {
            queue.close();
        }
    }
}
