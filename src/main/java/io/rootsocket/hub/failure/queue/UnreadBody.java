package io.rootsocket.hub.failure.queue;

import io.rootsocket.hub.broker.body.SerializedObject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a JMS message holds that Camel cannot map, in a form that can be kept and looked at. */
public final class UnreadBody {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);

    private UnreadBody() {}

    /** The bytes of an object, or the values of a stream; empty for any other message, or if it cannot be read at all. */
    public static Optional<Object> of(Message message) {
        if (message instanceof StreamMessage stream) {
            return valuesOf(stream);
        }
        return SerializedObject.bytesOf(message).map(bytes -> bytes);
    }

    private static Optional<Object> valuesOf(StreamMessage stream) {
        List<Object> values = new ArrayList<>();
        try {
            stream.reset();
            while (true) {
                values.add(stream.readObject());
            }
        } catch (MessageEOFException end) {
            return Optional.of(values);
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A stream message cannot be read to its end", e);
            return Optional.empty();
        }
    }
}
