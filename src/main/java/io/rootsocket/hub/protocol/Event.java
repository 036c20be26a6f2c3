package io.rootsocket.hub.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON packet on the WebSocket: {@code {"event": "<type>", "data": {…}}}, absent fields left out.
 *
 * <p>A {@link #event} that is none of the {@link #TYPES} is the name of a channel, and {@code data.raw} is the message.
 * Source: RootSocket's Architecture page and its JavaScript client 1.1.11.
 *
 * @param event the type, or the name of a channel
 * @param data what the event carries; {@code ping} and {@code pong} carry nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Event(String event, @Nullable Data data) {

    public static final String PING = "ping";
    public static final String PONG = "pong";
    public static final String SUBSCRIPTION_ADD = "subscription-add";
    public static final String SUBSCRIPTION_REMOVE = "subscription-remove";
    public static final String DISCONNECT = "disconnect";
    public static final String ERROR = "error";

    /** The types that are not channel names. */
    public static final Set<String> TYPES =
            Set.of(PING, PONG, SUBSCRIPTION_ADD, SUBSCRIPTION_REMOVE, DISCONNECT, ERROR);

    /** The words that a client looks for in {@code data.detail} to know that a subscription was refused. */
    public static final String CANNOT_SUBSCRIBE = "cannot subscribe";

    /** Events above this many bytes of UTF-8 are dropped by the service without a word ("1MB", read as 10^6). */
    public static final int MAX_BYTES = 1_000_000;

    /**
     * What an event carries; which fields are there depends on the type.
     *
     * @param detail errors: what went wrong
     * @param where errors: the channel it went wrong for
     * @param channel subscriptions: the channel
     * @param raw messages: the message
     * @param auth subscriptions: the channel token, where the application asks for one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Data(
            @Nullable String detail,
            @Nullable String where,
            @Nullable String channel,
            @Nullable String raw,
            @Nullable String auth) {}

    /** Asks the other side for a {@link #pong()}. */
    public static Event ping() {
        return new Event(PING, null);
    }

    /** The answer to a {@link #ping()}. */
    public static Event pong() {
        return new Event(PONG, null);
    }

    /** A message on a channel. */
    public static Event message(ChannelName channel, String raw) {
        return new Event(channel.value(), new Data(null, null, null, raw, null));
    }

    /** An error about {@code where}. */
    public static Event error(String detail, String where) {
        return new Event(ERROR, new Data(detail, where, null, null, null));
    }

    /** Whether this is a message on a channel. */
    @JsonIgnore
    public boolean isMessage() {
        return !TYPES.contains(event);
    }
}
