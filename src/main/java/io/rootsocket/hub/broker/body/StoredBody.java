package io.rootsocket.hub.broker.body;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/**
 * The body of a message of any kind as the broker stores it, which for an ObjectMessage are the bytes of the object. Nothing
 * in it is deserialised.
 *
 * @param bytes its first bytes
 * @param cut whether there were more
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredBody(byte[] bytes, boolean cut) {

    /**
     * @param max how many bytes to keep
     * @throws JMSException if the broker fails while it brings the body
     */
    public static StoredBody of(Message message, int max) throws JMSException {
        try {
            ClientMessage stored = ((ActiveMQMessage) message).getCoreMessage();
            return message instanceof BytesMessage ? streamed(stored, max) : whole(stored, max);
        } catch (ActiveMQException | RuntimeException e) {
            var failure = new JMSException("The body of a message cannot be read: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** Of this type the client has read nothing yet, and a long one is still with the broker. */
    private static StoredBody streamed(ClientMessage stored, int max) throws ActiveMQException {
        var kept = new FirstBytes(max);
        stored.saveToOutputStream(kept);
        return new StoredBody(kept.toByteArray(), kept.cut);
    }

    /** Of the others it has read the body, in part or to its end. */
    private static StoredBody whole(ClientMessage stored, int max) {
        ActiveMQBuffer buffer = stored.isLargeMessage() ? stored.getBodyBuffer() : stored.getReadOnlyBodyBuffer();
        buffer.resetReaderIndex();
        byte[] bytes = new byte[Math.min(buffer.readableBytes(), max)];
        boolean cut = buffer.readableBytes() > max;
        buffer.readBytes(bytes);
        return new StoredBody(bytes, cut);
    }

    private static final class FirstBytes extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int max;
        private boolean cut;

        FirstBytes(int max) {
            this.max = max;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            int room = Math.min(length, max - bytes.size());
            bytes.write(some, offset, room);
            cut |= room < length;
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
