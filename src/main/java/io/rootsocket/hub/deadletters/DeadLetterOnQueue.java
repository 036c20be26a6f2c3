package io.rootsocket.hub.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rootsocket.hub.broker.MessageProperties;
import io.rootsocket.hub.outbox.message.LaneName;
import io.rootsocket.hub.outbox.message.MessageOnQueue;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.Property;
import io.rootsocket.hub.outbox.message.UnreadableMessageException;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Wire;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Session;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dead letter as it stands in its queue: the payload is the body, everything else a property. */
final class DeadLetterOnQueue {

    private static final String BASE64 = "base64";
    private static final List<String> OF_THE_FAILURE = List.of(
            Property.KIND,
            Property.STATUS,
            Property.DETAIL,
            Property.REASON,
            Property.FAILURES,
            Property.FAILED_AT,
            Property.ATTEMPTS,
            Property.ENCODING);

    private DeadLetterOnQueue() {}

    /** The letter for an exchange that failed before its message was in the outbox. */
    static Message write(Session session, DeadLetter letter) throws JMSException {
        BytesMessage written = session.createBytesMessage();
        written.writeBytes(
                letter.encoding().equals(BASE64)
                        ? Base64.getDecoder().decode(letter.payload())
                        : letter.payload().getBytes(StandardCharsets.UTF_8));
        MessageOnQueue.write(letter.origin(), MessageProperties.of(written));
        if (letter.channel() != null) {
            written.setStringProperty(Property.CHANNEL, letter.channel());
        }
        written.setStringProperty(Property.ENCODING, letter.encoding());
        written.setBooleanProperty(Property.PART, letter.part());
        addFailure(written, letter.reason(), letter.failures(), letter.attempts(), letter.failedAt());
        return written;
    }

    /** The letter for a message that waited in the outbox; it keeps all that it needs to wait there again. */
    static Message write(
            Session session,
            LaneName lane,
            Message waiting,
            DeadLetter.Reason reason,
            List<DeadLetter.Attempt> failures,
            Instant failedAt)
            throws JMSException, UnreadableMessageException {
        Message written = copy(session, waiting);
        MessageOnQueue.keepId(waiting, written);
        written.setStringProperty(Property.ACCOUNT, lane.account());
        written.setStringProperty(Property.CHANNEL, lane.channel().value());
        addFailure(written, reason, failures, MessageOnQueue.attempts(waiting), failedAt);
        // What is written twice over a crash, because it was still in its own queue, is one letter.
        MessageOnQueue.dropRepeatsOf(waiting.getJMSMessageID(), written);
        return written;
    }

    private static void addFailure(
            Message written,
            DeadLetter.Reason reason,
            List<DeadLetter.Attempt> failures,
            int attempts,
            Instant failedAt)
            throws JMSException {
        written.setStringProperty(Property.KIND, reason.kind().name());
        written.setStringProperty(Property.REASON, reason.message());
        if (reason.status() != null) {
            written.setIntProperty(Property.STATUS, reason.status());
        }
        if (reason.detail() != null) {
            written.setStringProperty(Property.DETAIL, reason.detail());
        }
        written.setStringProperty(Property.FAILURES, json(failures));
        written.setLongProperty(Property.FAILED_AT, failedAt.toEpochMilli());
        written.setIntProperty(Property.ATTEMPTS, attempts);
    }

    private static String json(List<DeadLetter.Attempt> failures) {
        try {
            return DeadLetterJson.MAPPER.writeValueAsString(failures);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it waited in the outbox, and so can go back there. */
    static boolean isFromOutbox(Message letter) throws JMSException {
        return letter.propertyExists(Property.ACCOUNT);
    }

    /** Where it waited. */
    static LaneName lane(Message letter) throws UnreadableMessageException {
        return UnreadableMessageException.properties(() -> new LaneName(
                letter.getStringProperty(Property.ACCOUNT),
                new ChannelName(letter.getStringProperty(Property.CHANNEL))));
    }

    /** Why a message is a dead letter that cannot be read. */
    static DeadLetter.Reason unreadable(String queue, UnreadableMessageException why) {
        return new DeadLetter.Reason(
                DeadLetter.Kind.message,
                null,
                null,
                ("It stood in the hub's own queue %s and cannot be read: %s. The hub did not write it so: find out who may"
                                + " write there, then discard it.")
                        .formatted(queue, why.getMessage()));
    }

    /** The message to put back into the outbox. It does not expire a second time: a person wants it delivered now. */
    static Message again(Session session, Message letter) throws JMSException, UnreadableMessageException {
        Message waiting = copy(session, letter);
        var kept = Collections.list(properties(waiting));
        waiting.clearProperties();
        for (String name : kept) {
            if (!OF_THE_FAILURE.contains(name) && !name.equals(Property.EXPIRES_AT)) {
                waiting.setObjectProperty(name, letter.getObjectProperty(name));
            }
        }
        MessageOnQueue.keepId(letter, waiting);
        return waiting;
    }

    /**
     * Puts another payload into the request of a message that is to go back into the outbox.
     *
     * @throws IllegalArgumentException if the message was JSON, and this is not
     */
    static void setPayload(Message waiting, String payload) throws JMSException, UnreadableMessageException {
        String request = new String(MessageOnQueue.body(waiting), StandardCharsets.UTF_8);
        try {
            JsonNode tree = Wire.readTree(request);
            if (!(tree instanceof ObjectNode object)) {
                throw new IllegalArgumentException("The message is no request of the hub's; it cannot be edited.");
            }
            boolean text = object.path("data").isTextual();
            object.set("data", text ? TextNode.valueOf(payload) : Wire.readTree(payload));
            ((BytesMessage) waiting).clearBody();
            ((BytesMessage) waiting).writeBytes(Wire.write(object));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The message is JSON, and this is not: %s".formatted(e.getOriginalMessage()), e);
        }
    }

    private static Message copy(Session session, Message message) throws JMSException, UnreadableMessageException {
        BytesMessage copy = session.createBytesMessage();
        copy.writeBytes(MessageOnQueue.body(message));
        for (String name : Collections.list(properties(message))) {
            if (name.startsWith("Hub") || name.equals(MessageOnQueue.GROUP)) {
                copy(name, message, copy);
            }
        }
        return copy;
    }

    /** A property of a type that JMS does not know is none of the hub's. */
    private static void copy(String name, Message from, Message to) throws JMSException {
        Object value = from.getObjectProperty(name);
        try {
            to.setObjectProperty(name, value);
        } catch (MessageFormatException notOurs) {
            return;
        }
    }

    @SuppressWarnings("unchecked") // Jakarta Messaging declares a raw Enumeration, of names
    private static Enumeration<String> properties(Message message) throws JMSException {
        return message.getPropertyNames();
    }

    static DeadLetterSummary summary(Message letter) throws UnreadableMessageException {
        return UnreadableMessageException.properties(() -> readSummary(letter));
    }

    private static DeadLetterSummary readSummary(Message letter) throws JMSException, UnreadableMessageException {
        Origin origin = MessageOnQueue.origin(letter);
        return new DeadLetterSummary(
                origin.id(),
                MessageOnQueue.instant(letter, Property.FAILED_AT).orElse(Instant.EPOCH),
                origin.acceptedAt(),
                origin.route(),
                origin.source(),
                origin.sourceId(),
                letter.getBooleanProperty(Property.PART),
                letter.getStringProperty(Property.CHANNEL),
                letter.getIntProperty(Property.ATTEMPTS),
                reason(letter));
    }

    /**
     * @throws UnreadableMessageException if it is no letter that the hub wrote
     * @throws JMSException if the broker fails while it brings the body
     */
    static DeadLetter read(Message letter) throws JMSException, UnreadableMessageException {
        DeadLetterSummary summary = summary(letter);
        List<DeadLetter.Attempt> failures = UnreadableMessageException.properties(() -> failures(letter));
        boolean binary =
                UnreadableMessageException.properties(() -> BASE64.equals(letter.getStringProperty(Property.ENCODING)));
        byte[] body = MessageOnQueue.body(letter);
        return new DeadLetter(
                summary.id(),
                summary.failedAt(),
                summary.acceptedAt(),
                summary.route(),
                summary.source(),
                summary.sourceId(),
                summary.part(),
                summary.channel(),
                summary.attempts(),
                summary.reason(),
                failures,
                binary ? BASE64 : "text",
                binary ? Base64.getEncoder().encodeToString(body) : payload(letter, body));
    }

    private static DeadLetter.Reason reason(Message letter) throws JMSException {
        @Nullable
        Integer status = letter.propertyExists(Property.STATUS) ? letter.getIntProperty(Property.STATUS) : null;
        return new DeadLetter.Reason(
                DeadLetter.Kind.valueOf(letter.getStringProperty(Property.KIND)),
                status,
                letter.getStringProperty(Property.DETAIL),
                String.valueOf(letter.getStringProperty(Property.REASON)));
    }

    private static List<DeadLetter.Attempt> failures(Message letter) throws JMSException {
        String json = letter.getStringProperty(Property.FAILURES);
        if (json == null) {
            return List.of();
        }
        try {
            return List.of(DeadLetterJson.MAPPER.readValue(json, DeadLetter.Attempt[].class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the route sent, without the request around it. */
    private static String payload(Message letter, byte[] body) throws JMSException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!isFromOutbox(letter)) {
            return text;
        }
        try {
            JsonNode data = Wire.readTree(text).path("data");
            return data.isTextual() ? data.textValue() : data.toString();
        } catch (JsonProcessingException notJson) {
            return text;
        }
    }
}
