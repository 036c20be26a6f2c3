package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import org.apache.camel.spi.Metadata;

/** The headers that {@code rootsocket:} reads from a message and leaves on it. */
public final class RootSocketConstants {

    /** Overrides the option {@code channel} for one message. */
    @Metadata(
            label = "producer",
            description = "The channel to use instead of the endpoint's, for `message` and `token`.",
            javaType = "String")
    public static final String CHANNEL = "CamelRootSocketChannel";

    /** Overrides the option {@code category} for one message. */
    @Metadata(
            label = "producer",
            description = "The category to use instead of the endpoint's, for `token`.",
            javaType = "Integer")
    public static final String CATEGORY = "CamelRootSocketCategory";

    /** Overrides the option {@code expiresAfter} for one message. */
    @Metadata(
            label = "producer",
            description = "How long after it was accepted a durable message may still be delivered.",
            javaType = "java.time.Duration")
    public static final String EXPIRES_AFTER = "CamelRootSocketExpiresAfter";

    /** Overrides the option {@code priority} for one message. */
    @Metadata(label = "producer", description = "How urgent a durable message is, 0 to 9.", javaType = "Integer")
    public static final String PRIORITY = "CamelRootSocketPriority";

    /** Overrides the option {@code deduplicate} for one message. */
    @Metadata(
            label = "producer",
            description = "The key by which a repeated durable message is dropped.",
            javaType = "String")
    public static final String DEDUPLICATION_KEY = "CamelRootSocketDeduplicationKey";

    /** Set by a hub's schedules, as a header and as a property of the exchange. */
    @Metadata(
            label = "producer",
            description = "The key of the scheduled occurrence that began the route, the same when it is run again."
                    + " Durable messages that have no other key are told apart by it.",
            javaType = "String")
    public static final String OCCURRENCE = "CamelRootSocketOccurrence";

    /** A property that a hub's schedules set, an {@code AtomicInteger}: how many durable messages came of the occurrence. */
    static final String OCCURRENCE_ACCEPTED = "CamelRootSocketOccurrenceAccepted";

    /** Counts the messages of an occurrence that were dropped as repeats of others. */
    static final String OCCURRENCE_DROPPED = "CamelRootSocketOccurrenceDropped";

    /**
     * A property that says which change of what the exchange tells of. Its durable messages go by it instead of the
     * occurrence, as what comes again after a crash may be another change.
     */
    public static final String CHANGE = "CamelRootSocketChange";

    /** The HTTP status of the answer. */
    @Metadata(label = "producer", description = "The HTTP status of RootSocket's answer.", javaType = "Integer")
    public static final String STATUS_CODE = "CamelRootSocketStatusCode";

    /** The text of the answer to {@link Operation#MESSAGE} and {@link Operation#CONNECTIONS}. */
    @Metadata(
            label = "producer",
            description = "The text of RootSocket's answer to `message` and `connections`.",
            javaType = "String")
    public static final String RESPONSE = "CamelRootSocketResponse";

    /** The token that was created. */
    @Metadata(label = "producer", description = "The token that `token` or `connection` created.", javaType = "String")
    public static final String TOKEN = "CamelRootSocketToken";

    /** When the token that was created expires; absent if the token does not say. */
    @Metadata(
            label = "producer",
            description = "When the token that was created expires. Absent if the token does not say so.",
            javaType = "java.time.Instant")
    public static final String TOKEN_EXPIRES_AT = "CamelRootSocketTokenExpiresAt";

    private RootSocketConstants() {}
}
