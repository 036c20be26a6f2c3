package io.rootsocket.hub.broker;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.postoffice.Bindings;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.reader.MessageUtil;
import org.apache.activemq.artemis.utils.UUID;

/**
 * Puts messages into queues of the broker in this process, on the thread that has them: a JMS client would encode each, hand
 * it to two other threads, and wait for a third. What it writes is what the client would have written. Safe to share between
 * threads.
 */
public final class LocalProducer {

    /** Artemis keeps larger ones in files of their own. */
    private static final int MAX_BYTES = 64 * 1024;

    private static final int BESIDE_BODY = 512;
    private static final byte USUAL_PRIORITY = 4;
    /** As long as a JMS client waits. */
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(500);

    private final EmbeddedBroker broker;
    /** Names of properties, which are few. */
    private final Map<String, SimpleString> names = new ConcurrentHashMap<>();
    /** With the number of the message, its own name: Artemis' clockwork of names has one thread at a time. */
    private final long run = new SecureRandom().nextLong();

    LocalProducer(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** What became of a message. */
    public enum Sent {
        /** It is on disk. */
        STORED,
        /** Its queue has had a message with its key. */
        REPEATED,
        /** It must go by JMS: its queue does not exist yet, or it is too large. Nothing has been done. */
        NOT_HERE
    }

    /** Writes the properties of a message. */
    @FunctionalInterface
    public interface Properties {
        void writeTo(MessageProperties properties) throws JMSException;
    }

    /** @throws JMSException if the broker did not take it, or if that is not known */
    public Sent send(String queue, byte[] body, Properties properties) throws JMSException {
        ActiveMQServer server = broker.active();
        SimpleString address = SimpleString.of(queue);
        if (body.length > MAX_BYTES || !server.isStarted() || !isThere(queue, address, server)) {
            return Sent.NOT_HERE;
        }
        CoreMessage message = message(server.getStorageManager().generateID(), address, body);
        properties.writeTo(new OfCore(message));
        // Artemis takes it for an error of its disk if who is within it is interrupted.
        boolean interrupted = Thread.interrupted();
        var stored = new StoredByCaller(server.getExecutorFactory().getExecutor());
        try {
            return store(server, message, stored);
        } catch (Exception e) {
            throw failure(e);
        } finally {
            if (interrupted || stored.isInterrupted()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Not as {@link ActiveMQServer#locateQueue} does, which has one thread at a time look. */
    private static boolean isThere(String queue, SimpleString address, ActiveMQServer server) throws JMSException {
        try {
            Bindings bindings = server.getPostOffice().lookupBindingsForAddress(address);
            return bindings != null && bindings.getBinding(queue) != null;
        } catch (Exception e) {
            throw failure(e);
        }
    }

    private static JMSException failure(Exception cause) {
        var failure = new JMSException(String.valueOf(cause.getMessage()));
        failure.initCause(cause);
        return failure;
    }

    private CoreMessage message(long id, SimpleString address, byte[] body) {
        var message = new CoreMessage(id, body.length + BESIDE_BODY);
        message.setType(Message.BYTES_TYPE);
        message.setDurable(true);
        message.setPriority(USUAL_PRIORITY);
        message.setTimestamp(System.currentTimeMillis());
        message.setUserID(new UUID(
                UUID.TYPE_TIME_BASED,
                ByteBuffer.allocate(16).putLong(run).putLong(id).array()));
        message.setAddress(address);
        message.setRoutingType(RoutingType.ANYCAST);
        message.getBodyBuffer().writeBytes(body);
        return message;
    }

    private static Sent store(ActiveMQServer server, CoreMessage message, StoredByCaller stored) throws Exception {
        StorageManager disk = server.getStorageManager();
        OperationContext context = disk.newContext(stored);
        disk.setContext(context);
        try {
            RoutingStatus status = server.getPostOffice().route(message, false);
            if (status == RoutingStatus.DUPLICATED_ID) {
                return Sent.REPEATED;
            }
            if (status != RoutingStatus.OK) {
                return Sent.NOT_HERE;
            }
            context.executeOnCompletion(stored);
            await(stored, server);
            return Sent.STORED;
        } finally {
            disk.clearContext();
            stored.leave();
        }
    }

    private static void await(StoredByCaller stored, ActiveMQServer server) throws IOException {
        long end = System.nanoTime() + MAX_WAIT_NANOS;
        while (!stored.await(LOOK_AGAIN)) {
            if (!server.isStarted() || System.nanoTime() - end > 0) {
                throw new IOException("The broker does not say that it has it on disk");
            }
        }
    }

    private SimpleString name(String name) {
        SimpleString known = names.get(name);
        return known == null ? names.computeIfAbsent(name, SimpleString::of) : known;
    }

    private final class OfCore implements MessageProperties {

        private final CoreMessage message;

        OfCore(CoreMessage message) {
            this.message = message;
        }

        @Override
        public void set(String name, String value) {
            if (name.equals(MessageUtil.JMSXGROUPID)) {
                message.setGroupID(value);
            } else {
                message.putStringProperty(name(name), SimpleString.of(value));
            }
        }

        @Override
        public void set(String name, long value) {
            message.putLongProperty(name(name), value);
        }

        @Override
        public void set(String name, int value) {
            message.putIntProperty(name(name), value);
        }

        @Override
        public void set(String name, boolean value) {
            message.putBooleanProperty(name(name), value);
        }
    }
}
