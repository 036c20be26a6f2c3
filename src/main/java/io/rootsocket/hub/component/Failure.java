package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a failed call, from which an exception is made.
 *
 * @param operation what was asked of the service
 * @param channel the channel as it was given; null for an operation without one
 * @param status the HTTP status; 0 if there was no answer
 * @param detail the service's own words, without the key
 * @param cause what threw, if something did
 */
record Failure(
        Operation operation,
        @Nullable String channel,
        int status,
        @Nullable String detail,
        @Nullable Throwable cause) {

    /** A failure before anything was sent. */
    static Failure unsent(Operation operation, @Nullable String channel) {
        return new Failure(operation, channel, 0, null, null);
    }

    /** A failure before anything was sent, with what threw. */
    static Failure unsent(Operation operation, @Nullable String channel, Throwable cause) {
        return new Failure(operation, channel, 0, null, cause);
    }

    /** What was being done: {@code `rootsocket:message` to channel `news`}. */
    String what() {
        return "`rootsocket:%s`%s".formatted(operation.word(), channel == null ? "" : " to channel `" + channel + "`");
    }
}
