package io.rootsocket.hub.deadletters;

import io.rootsocket.hub.broker.body.StoredBody;
import io.rootsocket.hub.deadletters.DeadLetter.Reason;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    static final int MAX_BYTES = 8 * 1024 * 1024;

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
                "%s Only its first %,d bytes are kept.".formatted(reason.message(), MAX_BYTES));
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
            boolean cut = text.length() > MAX_BYTES;
            return new Body("text", cut ? text.substring(0, MAX_BYTES) : text, cut);
        }
        StoredBody stored = StoredBody.of(message, MAX_BYTES);
        return message instanceof BytesMessage
                ? Body.of(stored.bytes(), stored.cut())
                : Body.ofBytes(stored.bytes(), stored.cut());
    }
}
