package io.rootsocket.hub.protocol;

/**
 * The body of {@link Operation#TOKEN}: {@code {"category": 1, "channel": "test"}}.
 *
 * @param category the only value that RootSocket shows is {@link #DEFAULT_CATEGORY}; others are not documented
 * @param channel the channel that the token opens
 */
public record TokenRequest(int category, ChannelName channel) {

    /** The category of every example that RootSocket publishes. */
    public static final int DEFAULT_CATEGORY = 1;
}
