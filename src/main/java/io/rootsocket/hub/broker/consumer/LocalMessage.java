package io.rootsocket.hub.broker.consumer;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.EOFException;
import java.nio.ByteBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffers;
import org.apache.activemq.artemis.core.client.impl.ClientMessageImpl;
import org.apache.activemq.artemis.core.message.LargeBodyReader;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.server.MessageReference;

/** A message of the broker in this process, as a JMS client would have it. */
final class LocalMessage {

    /** So much more than their length headers and properties may take until the buffer grows. */
    private static final int HEADERS = 512;

    private static final int AT_ONCE = 100 * 1024;

    private LocalMessage() {}

    /** Holds no resource of the broker: also a large one is whole. */
    static Message of(MessageReference reference) throws JMSException {
        CoreMessage stored = (CoreMessage) reference.getMessage().toCore();
        ClientMessageImpl copy = stored.isLargeMessage() ? large(stored) : copy(stored, reference.getDeliveryCount());
        copy.setDeliveryCount(reference.getDeliveryCount());
        return CoreConsumer.jms(copy, null);
    }

    private static ClientMessageImpl copy(CoreMessage stored, int deliveries) {
        var encoded = ActiveMQBuffers.dynamicBuffer(stored.getEncodeSize()).byteBuf();
        stored.sendBuffer(encoded, deliveries);
        var copy = new ClientMessageImpl();
        copy.receiveBuffer(encoded);
        return copy;
    }

    private static ClientMessageImpl large(CoreMessage stored) throws JMSException {
        byte[] body = largeBody(stored);
        var headers = ActiveMQBuffers.dynamicBuffer(HEADERS).byteBuf();
        stored.encodeHeadersAndProperties(headers);
        var copy = new ClientMessageImpl(
                stored.getType(),
                stored.isDurable(),
                stored.getExpiration(),
                stored.getTimestamp(),
                stored.getPriority(),
                body.length + HEADERS);
        copy.decodeHeadersAndProperties(headers);
        copy.getBodyBuffer().writeBytes(body);
        return copy;
    }

    private static byte[] largeBody(CoreMessage stored) throws JMSException {
        // Who reads a file of the broker may not be interrupted.
        boolean interrupted = Thread.interrupted();
        try (LargeBodyReader reader = stored.getLargeBodyReader()) {
            reader.open();
            ByteBuffer body = ByteBuffer.allocate(Math.toIntExact(reader.getSize()));
            byte[] some = new byte[Math.min(body.capacity(), AT_ONCE)];
            while (body.hasRemaining()) {
                int read = reader.readInto(ByteBuffer.wrap(some, 0, Math.min(some.length, body.remaining())));
                if (read <= 0) {
                    throw new EOFException("The file of message %d is cut".formatted(stored.getMessageID()));
                }
                body.put(some, 0, read);
            }
            return body.array();
        } catch (Exception e) {
            throw CoreSessions.failure(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
