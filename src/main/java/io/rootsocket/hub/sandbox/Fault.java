package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One way in which the sandbox misbehaves, for the next so many requests, for so long, or until it is cleared.
 *
 * <p>Immutable: {@code Fault.status(503).retryAfter(Duration.ofSeconds(2)).times(3)}. A fault is about requests of the
 * HTTP API; only an {@link Outage} is about the WebSockets too.
 *
 * @param effect what happens
 * @param times how many requests it happens to; empty: no limit
 * @param lasting for how long it happens, from the moment it is injected; empty: no limit
 * @param channel which channel's requests it happens to; empty: to all requests
 */
public record Fault(Effect effect, OptionalInt times, Optional<Duration> lasting, Optional<ChannelName> channel) {

    /** What happens to a request. */
    public sealed interface Effect permits Latency, Status, Reset, RateLimit, Outage {}

    /**
     * The request is handled late. Latencies add up, and another fault may follow.
     *
     * @param delay how late
     */
    public record Latency(Duration delay) implements Effect {}

    /**
     * The request is answered with an error and the message is not taken.
     *
     * @param status 400 to 599
     * @param retryAfter what {@code Retry-After} says, in whole seconds; empty: no such header
     */
    public record Status(int status, Optional<Duration> retryAfter) implements Effect {}

    /**
     * The TCP connection is reset after the request was read, without an answer.
     *
     * @param messageTaken whether the request has had its effect before
     */
    public record Reset(boolean messageTaken) implements Effect {}

    /**
     * Requests above the limit are answered with 429 and a {@code Retry-After} of a second.
     *
     * @param perSecond how many requests of each second are let through
     */
    public record RateLimit(int perSecond) implements Effect {}

    /** Every connection is reset: requests and handshakes at once, the open WebSockets when it begins. */
    public record Outage() implements Effect {}

    /**
     * @throws IllegalArgumentException if a number or a duration is out of range
     */
    public Fault {
        times.ifPresent(count -> require(count > 0, "times must be at least 1"));
        lasting.ifPresent(duration -> require(isPositive(duration), "a fault must last longer than 0"));
        require(channel.isEmpty() || !(effect instanceof Outage), "an outage is one of every channel");
        if (effect instanceof Latency latency) {
            require(isPositive(latency.delay()), "a latency must be longer than 0");
        } else if (effect instanceof Status status) {
            require(status.status() >= 400 && status.status() <= 599, "a status must be 400 to 599");
            status.retryAfter().ifPresent(after -> require(!after.isNegative(), "Retry-After must not be negative"));
        } else if (effect instanceof RateLimit limit) {
            require(limit.perSecond() >= 0, "a rate limit must not be negative");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** See {@link Latency}. */
    public static Fault latency(Duration delay) {
        return of(new Latency(delay));
    }

    /** See {@link Status}. */
    public static Fault status(int status) {
        return of(new Status(status, Optional.empty()));
    }

    /** See {@link Reset}: the message was not taken. */
    public static Fault resetBefore() {
        return of(new Reset(false));
    }

    /** See {@link Reset}: the message was taken, but its sender cannot know. */
    public static Fault resetAfter() {
        return of(new Reset(true));
    }

    /** See {@link RateLimit}. */
    public static Fault rateLimit(int perSecond) {
        return of(new RateLimit(perSecond));
    }

    /** See {@link Outage}. */
    public static Fault outage() {
        return of(new Outage());
    }

    private static Fault of(Effect effect) {
        return new Fault(effect, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The same {@link Status} with a {@code Retry-After}.
     *
     * @throws IllegalStateException if this is not a status
     */
    public Fault retryAfter(Duration after) {
        if (effect instanceof Status status) {
            return new Fault(new Status(status.status(), Optional.of(after)), times, lasting, channel);
        }
        throw new IllegalStateException("Only a status has a Retry-After");
    }

    /** The same fault, but only for that many requests. */
    public Fault times(int count) {
        return new Fault(effect, OptionalInt.of(count), lasting, channel);
    }

    /** The same fault, but only for that long. */
    public Fault lasting(Duration duration) {
        return new Fault(effect, times, Optional.of(duration), channel);
    }

    /**
     * The same fault, but only for requests that name this channel.
     *
     * @throws io.rootsocket.hub.protocol.InvalidChannelNameException if there can be no such channel
     */
    public Fault onChannel(String name) {
        return new Fault(effect, times, lasting, Optional.of(new ChannelName(name)));
    }
}
