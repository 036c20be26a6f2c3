package io.rootsocket.hub.outbox;

import io.rootsocket.hub.outbox.DeadLetter.Reason;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message of any kind that nobody can take for what it is, as a dead letter: with its body as it is stored, which for an
 * ObjectMessage are the bytes of the object. Nothing in it is deserialised.
 *
 * @param message it
 * @param route stands for the route that nobody knows
 * @param source where it stood
 * @param channel the channel whose queue that was
 */
record UnreadableMessage(
        Message message,
        String route,
        String source,
        @Nullable String channel) {

    /** As much of a body as is kept: a client may send one that fills the memory. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final String ID_PREFIX = "ID:";

    /** @throws JMSException if the broker fails while it brings the body */
    DeadLetter letter(Reason reason, Instant failedAt) throws JMSException {
        Body body = body();
        return new DeadLetter(
                id().map(id -> id.substring(ID_PREFIX.length()))
                        .orElseGet(() -> UUID.randomUUID().toString()),
                failedAt,
                sent().orElse(failedAt),
                route,
                source,
                id().orElse(null),
                body.cut(),
                channel,
                attempts(),
                body.cut() ? cut(reason) : reason,
                List.of(),
                body.encoding(),
                body.payload());
    }

    private static Reason cut(Reason reason) {
        return new Reason(
                reason.kind(),
                null,
                null,
                "%s Only its first %,d bytes are kept.".formatted(reason.message(), MOST_BYTES));
    }

    /** The id that the sender's side gave it; it may do without. */
    Optional<String> id() {
        return Optional.ofNullable(quietly(message::getJMSMessageID)).filter(id -> id.startsWith(ID_PREFIX));
    }

    private Optional<Instant> sent() {
        return Optional.ofNullable(quietly(message::getJMSTimestamp))
                .filter(time -> time > 0)
                .map(Instant::ofEpochMilli);
    }

    private int attempts() {
        Integer attempts = quietly(() -> MessageOnQueue.attempts(message));
        return attempts == null ? 0 : attempts;
    }

    private static <T> @Nullable T quietly(UnreadableMessageException.Reading<T> reading) {
        try {
            return UnreadableMessageException.properties(reading);
        } catch (UnreadableMessageException e) {
            return null;
        }
    }

    /** @param cut whether there was more */
    private record Body(String encoding, String payload, boolean cut) {

        static Body of(byte[] bytes, boolean cut) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return new Body("text", text, cut);
            } catch (CharacterCodingException notText) {
                return ofBytes(bytes, cut);
            }
        }

        static Body ofBytes(byte[] bytes, boolean cut) {
            return new Body("base64", Base64.getEncoder().encodeToString(bytes), cut);
        }
    }

    private Body body() throws JMSException {
        String text = message instanceof TextMessage written ? quietly(written::getText) : null;
        if (text != null) {
            boolean cut = text.length() > MOST_BYTES;
            return new Body("text", cut ? text.substring(0, MOST_BYTES) : text, cut);
        }
        try {
            ClientMessage stored = ((ActiveMQMessage) message).getCoreMessage();
            return message instanceof BytesMessage ? streamed(stored) : whole(stored);
        } catch (ActiveMQException | RuntimeException e) {
            var failure = new JMSException("The body of a message cannot be read: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** Of this type the client has read nothing yet, and a long one is still with the broker. */
    private static Body streamed(ClientMessage stored) throws ActiveMQException {
        var kept = new FirstBytes();
        stored.saveToOutputStream(kept);
        return Body.of(kept.toByteArray(), kept.cut);
    }

    /** Of the others it has read the body, in part or to its end. */
    private static Body whole(ClientMessage stored) {
        ActiveMQBuffer buffer = stored.isLargeMessage() ? stored.getBodyBuffer() : stored.getReadOnlyBodyBuffer();
        buffer.resetReaderIndex();
        byte[] bytes = new byte[Math.min(buffer.readableBytes(), MOST_BYTES)];
        boolean cut = buffer.readableBytes() > MOST_BYTES;
        buffer.readBytes(bytes);
        return Body.ofBytes(bytes, cut);
    }

    private static final class FirstBytes extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean cut;

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            int room = Math.min(length, MOST_BYTES - bytes.size());
            bytes.write(some, offset, room);
            cut |= room < length;
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
