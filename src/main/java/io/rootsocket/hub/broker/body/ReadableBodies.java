package io.rootsocket.hub.broker.body;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.InflaterInputStream;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.message.LargeBodyReader;
import org.apache.activemq.artemis.core.server.LargeServerMessage;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Refuses to its sender a message whose body is not of the type that it says. Artemis' client reads the body while it
 * receives: a consumer that gets such a message fails before anybody sees it, again and again, and with it waits what is
 * behind.
 */
public final class ReadableBodies implements ActiveMQServerMessagePlugin {

    private final String hub;

    /** @param hub the name of the hub itself, which writes what it can read */
    public ReadableBodies(String hub) {
        this.hub = hub;
    }

    @Override
    public void beforeSend(
            ServerSession session, Transaction transaction, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQException {
        if (session == null || hub.equals(session.getUsername())) {
            return;
        }
        ICoreMessage sent = message.toCore();
        try (InputStream body = body(sent)) {
            JmsBody.check(sent.getType(), body);
        } catch (IOException | RuntimeException e) {
            var refusal = new ActiveMQException(
                    "The body of the message is not of its type (%d): %s. Nobody could read it."
                            .formatted(sent.getType(), e.getMessage()),
                    e,
                    ActiveMQExceptionType.ILLEGAL_STATE);
            // Artemis would commit the rest of the transaction.
            session.markTXFailed(refusal);
            delete(message, refusal);
            throw refusal;
        }
    }

    /** The broker has stored it as it came, and nothing else would delete it. */
    private static void delete(Message message, ActiveMQException refusal) {
        if (message instanceof LargeServerMessage stored) {
            try {
                stored.deleteFile();
            } catch (Exception e) {
                refusal.addSuppressed(e);
            }
        }
    }

    private static InputStream body(ICoreMessage message) throws ActiveMQException {
        InputStream stored = message.isLargeMessage() ? new LargeBody(message.getLargeBodyReader()) : inMemory(message);
        return Boolean.TRUE.equals(message.getBooleanProperty(Message.HDR_LARGE_COMPRESSED))
                ? new BufferedInputStream(new InflaterInputStream(stored))
                : stored;
    }

    private static InputStream inMemory(ICoreMessage message) {
        ActiveMQBuffer buffer = message.getReadOnlyBodyBuffer();
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return new ByteArrayInputStream(bytes);
    }

    /** A body that is in a file of the broker. */
    private static final class LargeBody extends InputStream {

        private final LargeBodyReader file;
        private final ByteBuffer read = ByteBuffer.allocate(8 * 1024).limit(0);
        private long left;

        LargeBody(LargeBodyReader file) throws ActiveMQException {
            this.file = file;
            file.open();
            left = file.getSize();
        }

        @Override
        public int read() throws IOException {
            return fill() ? read.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0 || !fill()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, read.remaining());
            read.get(into, offset, count);
            return count;
        }

        private boolean fill() throws IOException {
            if (read.hasRemaining()) {
                return true;
            }
            try {
                read.clear().limit((int) Math.min(left, read.capacity()));
                int count = left > 0 ? file.readInto(read) : 0;
                read.position(0).limit(Math.max(0, count));
                left = count > 0 ? left - count : 0;
                return count > 0;
            } catch (ActiveMQException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                file.close();
            } catch (ActiveMQException e) {
                throw new IOException(e);
            }
        }
    }
}
