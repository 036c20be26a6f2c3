package io.rootsocket.hub.broker.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from a queue, one after the other. A message that was taken is gone once it is acknowledged; a crash before
 * that brings it again. One thread's at a time.
 *
 * <p>After any failure it is of no more use, and is closed: what it held goes back to its queue, in its place.
 */
public interface QueueConsumer extends AutoCloseable {

    /** Asks the broker for the next message; null if there is none for this consumer. */
    @Nullable
    Message receive() throws JMSException;

    /** Waits for a message that is on its way, and then asks the broker: that costs more than to wait for it. */
    @Nullable
    Message receive(Duration within) throws JMSException;

    /**
     * The message that was taken last is gone. Does not wait until that is on disk: a crash right now brings it again. {@link
     * #close} waits.
     */
    void acknowledge() throws JMSException;

    /** What was taken and not acknowledged goes back to the head of its queue, and counts as taken once. */
    void recover() throws JMSException;

    /** What was acknowledged is on disk, and what was not is in its queue again. Not safe twice. */
    @Override
    void close() throws JMSException;
}
