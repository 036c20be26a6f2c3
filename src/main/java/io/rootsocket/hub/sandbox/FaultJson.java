package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.sandbox.Fault.Effect;
import io.rootsocket.hub.sandbox.Fault.Latency;
import io.rootsocket.hub.sandbox.Fault.Outage;
import io.rootsocket.hub.sandbox.Fault.RateLimit;
import io.rootsocket.hub.sandbox.Fault.Reset;
import io.rootsocket.hub.sandbox.Fault.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Fault} on the admin path: one of {@code latencyMillis}, {@code status}, {@code reset}, {@code rateLimit} and
 * {@code outage}, perhaps with {@code times}, {@code forSeconds} and {@code channel}.
 *
 * @param latencyMillis milliseconds, see {@link Latency}
 * @param status see {@link Status}
 * @param retryAfterSeconds seconds, with a status
 * @param reset {@code before} or {@code after} the message was taken, see {@link Reset}
 * @param rateLimit requests a second, see {@link RateLimit}
 * @param outage {@code true}, see {@link Outage}
 * @param times how many requests it happens to
 * @param forSeconds for how many seconds it happens
 * @param channel which channel's requests it happens to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaultJson(
        @Nullable Long latencyMillis,
        @Nullable Integer status,
        @Nullable Integer retryAfterSeconds,
        @Nullable String reset,
        @Nullable Integer rateLimit,
        @Nullable Boolean outage,
        @Nullable Integer times,
        @Nullable Integer forSeconds,
        @Nullable String channel) {

    private static final String ONE_OF = "a fault has one of latencyMillis, status, reset, rateLimit and outage";

    /**
     * @throws IllegalArgumentException if this is not one fault, or not a possible one
     */
    Fault fault() {
        if (Stream.of(latencyMillis, status, reset, rateLimit, outage)
                        .filter(field -> field != null)
                        .count()
                != 1) {
            throw new IllegalArgumentException(ONE_OF);
        }
        if (retryAfterSeconds != null && status == null) {
            throw new IllegalArgumentException("retryAfterSeconds goes with a status");
        }
        return new Fault(
                effect(),
                times == null ? OptionalInt.empty() : OptionalInt.of(times),
                Optional.ofNullable(forSeconds).map(Duration::ofSeconds),
                Optional.ofNullable(channel).map(ChannelName::new));
    }

    private Effect effect() {
        if (latencyMillis != null) {
            return new Latency(Duration.ofMillis(latencyMillis));
        } else if (status != null) {
            return new Status(status, Optional.ofNullable(retryAfterSeconds).map(Duration::ofSeconds));
        } else if (reset != null) {
            return new Reset(taken(reset));
        } else if (rateLimit != null) {
            return new RateLimit(rateLimit);
        } else if (Boolean.TRUE.equals(outage)) {
            return new Outage();
        }
        throw new IllegalArgumentException(ONE_OF);
    }

    private static boolean taken(String reset) {
        return switch (reset) {
            case "before" -> false;
            case "after" -> true;
            default -> throw new IllegalArgumentException("reset is `before` or `after` the message was taken");
        };
    }

    static FaultJson of(Fault fault) {
        Effect effect = fault.effect();
        Integer times = fault.times().isPresent() ? fault.times().getAsInt() : null;
        // Rounded up: what still lasts must not read as 0.
        Integer seconds = fault.lasting()
                .map(left -> (int) left.plusMillis(999).toSeconds())
                .orElse(null);
        Optional<Status> status = effect instanceof Status is ? Optional.of(is) : Optional.empty();
        return new FaultJson(
                effect instanceof Latency latency ? latency.delay().toMillis() : null,
                status.map(Status::status).orElse(null),
                status.flatMap(Status::retryAfter)
                        .map(after -> (int) after.toSeconds())
                        .orElse(null),
                effect instanceof Reset reset ? (reset.messageTaken() ? "after" : "before") : null,
                effect instanceof RateLimit limit ? limit.perSecond() : null,
                effect instanceof Outage ? Boolean.TRUE : null,
                times,
                seconds,
                fault.channel().map(ChannelName::value).orElse(null));
    }
}
