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
