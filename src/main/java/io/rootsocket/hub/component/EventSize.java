package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.MessageRequest;
import io.rootsocket.hub.protocol.Wire;

/** How large the event is that the service will send to the subscribers of a channel. */
final class EventSize {

    /** {@code {"event":"","data":{"raw":""}}} is shorter than this. */
    private static final int FRAME = 64;
    /** A control character is written as {@code \\u0000}; every other character takes fewer bytes. */
    private static final int MAX_BYTES_OF_A_CHARACTER = 6;

    private EventSize() {}

    /** Whether the event has at most {@code limit} bytes, found out without writing it; false if that is not sure. */
    static boolean isSurelyWithin(MessageRequest request, int limit) {
        if (!request.data().isTextual()) {
            return false;
        }
        long characters = request.data().textValue().length();
        return FRAME + request.channel().value().length() + characters * MAX_BYTES_OF_A_CHARACTER <= limit;
    }

    /** The exact size in bytes. */
    static int inBytes(MessageRequest request) {
        return Wire.write(request.event()).length;
    }
}
