package io.rootsocket.hub.broker.body;

import jakarta.jms.Message;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQObjectMessage;

/** The object that a JMS message holds, as the bytes that it came as: it is never made an object again here. */
public final class SerializedObject {

    private SerializedObject() {}

    /** The bytes; empty if the message holds no object. */
    public static Optional<byte[]> bytesOf(Message message) {
        if (!(message instanceof ActiveMQObjectMessage object)) {
            return Optional.empty();
        }
        ActiveMQBuffer body = object.getCoreMessage().getBodyBuffer();
        body.resetReaderIndex();
        var bytes = new byte[Math.min(body.readInt(), body.readableBytes())];
        body.readBytes(bytes);
        return Optional.of(bytes);
    }
}
