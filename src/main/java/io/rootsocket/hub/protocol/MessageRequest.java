package io.rootsocket.hub.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The body of {@link Operation#MESSAGE}: {@code {"channel": "test", "data": "this is a test"}}.
 *
 * <p>{@code data} is documented as a string, and subscribers are handed a string; another JSON value is sent only
 * where the user asked for it.
 *
 * @param channel the channel to send to
 * @param data the message: a JSON string, or any other JSON value
 */
public record MessageRequest(ChannelName channel, JsonNode data) {

    /**
     * The event in which the service hands this message to the subscribers. A JSON value is counted as its text,
     * because {@code data.raw} is a string.
     */
    public Event event() {
        return Event.message(channel, data.isTextual() ? data.textValue() : data.toString());
    }
}
