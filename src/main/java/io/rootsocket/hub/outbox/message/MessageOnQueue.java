package io.rootsocket.hub.outbox.message;

import io.rootsocket.hub.broker.BrokerProperties;
import io.rootsocket.hub.broker.MessageProperties;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A waiting message as it stands in its queue: the request is the body, everything else a property. Its queue says where it
 * goes, and what is as usual is left out, as each property is written and read four times on its way. A message of an
 * earlier version may have all of them.
 */
public final class MessageOnQueue {

    public static final String GROUP = "JMSXGroupID";
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private static final int MAX_KEY = 1_000;

    private MessageOnQueue() {}

    public static Message write(Session session, OutboxMessage message) throws JMSException {
        BytesMessage written = session.createBytesMessage();
        written.writeBytes(message.request());
        write(message, MessageProperties.of(written));
        return written;
    }

    /** Writes all of a message but its request. */
    public static void write(OutboxMessage message, MessageProperties written) throws JMSException {
        // One group for the whole queue: with several hubs, one of them has it at a time.
        written.set(GROUP, message.channel().value());
        write(message.origin(), written);
        if (!message.exchangeId().equals(message.origin().id())) {
            written.set(Property.EXCHANGE_ID, message.exchangeId());
        }
        written.set(Property.NUMBER, message.number());
        if (message.traceparent().isPresent()) {
            written.set(Property.TRACEPARENT, message.traceparent().get());
        }
        if (message.priority() != OutboxMessage.NORMAL_PRIORITY) {
            written.set(Property.PRIORITY, message.priority());
        }
        if (message.holdIfAmbiguous()) {
            written.set(Property.HOLD_IF_AMBIGUOUS, true);
        }
        if (message.expiresAt().isPresent()) {
            written.set(Property.EXPIRES_AT, message.expiresAt().get().toEpochMilli());
        }
        writeFiredBy(message, written);
        if (message.deduplicationKey().isPresent()) {
            written.set(
                    BrokerProperties.DUPLICATE_ID,
                    keyOnQueue(message.deduplicationKey().get()));
        }
    }

    private static void writeFiredBy(OutboxMessage message, MessageProperties written) throws JMSException {
        if (message.firedBy().isPresent()) {
            FiredBy occurrence = message.firedBy().get();
            written.set(Property.FIRED_ROUTE, occurrence.route());
            // A person may have started it at any nanosecond.
            written.set(Property.FIRED_AT, occurrence.scheduledAt().toString());
        } else if (guess(message.origin()).isPresent()) {
            written.set(Property.FIRED_ROUTE, "");
        }
    }

    private static Optional<FiredBy> guess(Origin origin) {
        return Optional.ofNullable(origin.sourceId()).flatMap(FiredBy::guess);
    }

    private static Optional<FiredBy> firedBy(Message written, Origin origin) throws JMSException {
        String route = written.getStringProperty(Property.FIRED_ROUTE);
        if (route == null) {
            return guess(origin);
        }
        return Optional.ofNullable(written.getStringProperty(Property.FIRED_AT))
                .map(at -> new FiredBy(route, Instant.parse(at), true));
    }

    /** What tells a message apart from the others of its exchange; one of an earlier version has only its place on disk. */
    private static String number(Message written) throws JMSException, UnreadableMessageException {
        String number = written.getStringProperty(Property.NUMBER);
        return number == null
                ? required(written.getJMSMessageID(), "JMSMessageID").replaceFirst("^ID:", "")
                : number;
    }

    /** {@link OutboxMessage#id} of what waits, or of the dead letter that it became. */
    public static String id(Message written) throws UnreadableMessageException {
        return UnreadableMessageException.properties(
                () -> OutboxMessage.id(required(written, Property.ID), number(written)));
    }

    /** {@link OutboxMessage#exchangeId} of what waits, or of the dead letter that it became. */
    public static String exchangeId(Message written) throws UnreadableMessageException {
        return UnreadableMessageException.properties(() -> {
            String whole = written.getStringProperty(Property.EXCHANGE_ID);
            return whole == null ? required(written, Property.ID) : whole;
        });
    }

    /** Has a copy of a message keep the message's id, also if it is one of an earlier version. */
    public static void keepId(Message message, Message copy) throws JMSException, UnreadableMessageException {
        copy.setStringProperty(Property.NUMBER, number(message));
    }

    /** The broker drops what comes with a key that its address has seen. */
    public static void dropRepeatsOf(String key, Message written) throws JMSException {
        written.setStringProperty(BrokerProperties.DUPLICATE_ID, keyOnQueue(key));
    }

    private static String keyOnQueue(String key) {
        return key.length() <= MAX_KEY ? key : digest(key);
    }

    /** A key may be a whole payload, and the broker keeps thousands of them in memory. */
    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    public static void write(Origin origin, MessageProperties written) throws JMSException {
        written.set(Property.ID, origin.id());
        written.set(Property.ROUTE, origin.route());
        written.set(Property.SOURCE, origin.source());
        if (origin.sourceId() != null) {
            written.set(Property.SOURCE_ID, origin.sourceId());
        }
        written.set(Property.ACCEPTED_AT, origin.acceptedAt().toEpochMilli());
    }

    /**
     * @param lane whose queue it stands in
     * @throws UnreadableMessageException if it is none that the hub wrote
     * @throws JMSException if the broker fails while it brings the body
     */
    public static OutboxMessage read(Message written, LaneName lane) throws JMSException, UnreadableMessageException {
        Origin origin = UnreadableMessageException.properties(() -> origin(written));
        var expiresAt = UnreadableMessageException.properties(() -> instant(written, Property.EXPIRES_AT));
        int priority = UnreadableMessageException.properties(() -> priority(written));
        boolean hold =
                UnreadableMessageException.properties(() -> written.getBooleanProperty(Property.HOLD_IF_AMBIGUOUS));
        var key = UnreadableMessageException.properties(
                () -> Optional.ofNullable(written.getStringProperty(BrokerProperties.DUPLICATE_ID)));
        var firedBy = UnreadableMessageException.properties(() -> firedBy(written, origin));
        var traceparent = UnreadableMessageException.properties(
                () -> Optional.ofNullable(written.getStringProperty(Property.TRACEPARENT)));
        String number = UnreadableMessageException.properties(() -> number(written));
        UnreadableMessageException.properties(() -> required(written.getJMSMessageID(), "JMSMessageID"));
        return new OutboxMessage(
                lane.account(),
                lane.channel(),
                body(written),
                origin,
                exchangeId(written),
                number,
                expiresAt,
                priority,
                hold,
                key,
                firedBy,
                traceparent);
    }

    public static Origin origin(Message written) throws JMSException, UnreadableMessageException {
        return new Origin(
                required(written, Property.ID),
                required(written, Property.ROUTE),
                required(written, Property.SOURCE),
                written.getStringProperty(Property.SOURCE_ID),
                acceptedAt(written));
    }

    private static int priority(Message written) throws JMSException, UnreadableMessageException {
        if (!written.propertyExists(Property.PRIORITY)) {
            return OutboxMessage.NORMAL_PRIORITY;
        }
        int priority = written.getIntProperty(Property.PRIORITY);
        if (priority < 0 || priority > OutboxMessage.HIGHEST_PRIORITY) {
            throw new UnreadableMessageException("%s is %d".formatted(Property.PRIORITY, priority));
        }
        return priority;
    }

    private static String required(Message written, String property) throws JMSException, UnreadableMessageException {
        return required(written.getStringProperty(property), property);
    }

    private static String required(@Nullable String value, String name) throws UnreadableMessageException {
        if (value == null) {
            throw new UnreadableMessageException("it has no %s".formatted(name));
        }
        return value;
    }

    public static Instant acceptedAt(Message written) throws JMSException, UnreadableMessageException {
        if (!written.propertyExists(Property.ACCEPTED_AT)) {
            throw new UnreadableMessageException("it has no %s".formatted(Property.ACCEPTED_AT));
        }
        return Instant.ofEpochMilli(written.getLongProperty(Property.ACCEPTED_AT));
    }

    public static Optional<Instant> instant(Message written, String property) throws JMSException {
        return written.propertyExists(property)
                ? Optional.of(Instant.ofEpochMilli(written.getLongProperty(property)))
                : Optional.empty();
    }

    /** @param run of the hub that sends it */
    public static void markSender(Message written, long run) throws JMSException {
        written.setLongProperty(Property.SENDER, run);
    }

    public static boolean isSentBy(Message written, long run) throws JMSException {
        return written.propertyExists(Property.SENDER) && written.getLongProperty(Property.SENDER) == run;
    }

    /** How often it was taken from its queue, this time included. */
    public static int attempts(Message written) throws JMSException {
        return written.getIntProperty(DELIVERY_COUNT);
    }

    /** Jakarta Messaging gives null for a body without bytes. */
    public static byte[] body(Message written) throws JMSException, UnreadableMessageException {
        if (!(written instanceof BytesMessage)) {
            throw new UnreadableMessageException("its body is not bytes, but that of a %s"
                    .formatted(written.getClass().getSimpleName().replaceFirst("^ActiveMQ", "")));
        }
        byte @Nullable [] bytes = written.getBody(byte[].class);
        return bytes == null ? new byte[0] : bytes;
    }
}
