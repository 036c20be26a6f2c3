package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How the sandbox misbehaves, for the next {@code times} requests or until it is cleared.
 *
 * @param latencyMillis how long each request waits first, in milliseconds; 0 is not at all
 * @param status an HTTP status to answer instead of the real one; 0 is the real one
 * @param retryAfter what {@code Retry-After} says beside the status
 * @param reset {@code before} resets the connection without taking the message, {@code after} takes it and resets the
 *     connection without an answer
 * @param rateLimit how many requests a second are let through before 429; 0 is all
 * @param times how many requests are met by it; 0 is all until it is cleared
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Fault(
        int latencyMillis,
        int status,
        @Nullable String retryAfter,
        @Nullable Reset reset,
        int rateLimit,
        int times) {

    /** When a connection is reset. */
    public enum Reset {
        before,
        after
    }

    /** Every request is answered with this status. */
    public static Fault status(int status) {
        return new Fault(0, status, null, null, 0, 0);
    }

    /** Every connection is reset. */
    public static Fault reset(Reset when) {
        return new Fault(0, 0, null, when, 0, 0);
    }

    /** Every request waits first. */
    public static Fault latency(int millis) {
        return new Fault(millis, 0, null, null, 0, 0);
    }

    /** Requests above so many a second are answered 429. */
    public static Fault rateLimit(int perSecond) {
        return new Fault(0, 0, null, null, perSecond, 0);
    }

    /** This fault with what {@code Retry-After} says. */
    public Fault retryAfter(String value) {
        return new Fault(latencyMillis, status, value, reset, rateLimit, times);
    }

    /** This fault for so many requests only. */
    public Fault times(int requests) {
        return new Fault(latencyMillis, status, retryAfter, reset, rateLimit, requests);
    }
}
