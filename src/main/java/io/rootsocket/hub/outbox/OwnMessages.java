package io.rootsocket.hub.outbox;

import io.rootsocket.hub.outbox.message.MessageOnQueue;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.security.SecureRandom;

/**
 * Tells what this hub has sent since its start from what others have, where hubs share a broker: what a lane knows of its own
 * messages says nothing of theirs. Safe to share between threads.
 */
final class OwnMessages {

    private final boolean shared;
    private final long run = new SecureRandom().nextLong();

    /** @param shared whether others may put messages into the lanes */
    OwnMessages(boolean shared) {
        this.shared = shared;
    }

    /** Before it is sent. */
    void mark(Message message) throws JMSException {
        if (shared) {
            MessageOnQueue.markSender(message, run);
        }
    }

    /** One that cannot be read is another's. */
    boolean has(Message message) {
        try {
            return !shared || MessageOnQueue.isSentBy(message, run);
        } catch (JMSException | RuntimeException e) {
            return false;
        }
    }
}
