package io.rootsocket.hub.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rootsocket.hub.outbox.message.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What could not be delivered, with all that a person needs to decide about it.
 *
 * @param id the exchange's id; names the file
 * @param failedAt when it was given up
 * @param acceptedAt when the hub took it from its source
 * @param route the route that failed
 * @param source where it came from: the endpoint, without secrets
 * @param sourceId which one it was: a file name, a JMS message id, a webhook path
 * @param part whether it is only a part of what the source brought, as a split makes; such a one cannot go through its
 *     route again
 * @param channel the channel it was meant for, if it got that far
 * @param attempts how often delivery was tried
 * @param reason why it failed, the last time
 * @param failures the attempts that failed, the latest 20 that this run of the hub has seen; the
 *     oldest first, the one that {@code reason} is of included
 * @param encoding how {@code payload} is written: {@code text} or {@code base64}
 * @param payload the message as it stood when it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        String id,
        Instant failedAt,
        Instant acceptedAt,
        String route,
        String source,
        @Nullable String sourceId,
        boolean part,
        @Nullable String channel,
        int attempts,
        Reason reason,
        List<Attempt> failures,
        String encoding,
        String payload) {

    /** Whether it has everything that a letter must have, which one that was read from a file may not. */
    boolean isWhole() {
        return Stream.of(id, failedAt, acceptedAt, route, source, reason, encoding, payload)
                .noneMatch(Objects::isNull);
    }

    /** A letter that an older hub wrote has no failures. */
    public DeadLetter {
        failures = failures == null ? List.of() : List.copyOf(failures);
    }

    /** The same with another payload, as text. */
    DeadLetter with(String otherPayload) {
        return new DeadLetter(
                id,
                failedAt,
                acceptedAt,
                route,
                source,
                sourceId,
                part,
                channel,
                attempts,
                reason,
                failures,
                "text",
                otherPayload);
    }

    /** The same without its payload. */
    public DeadLetterSummary summary() {
        return new DeadLetterSummary(
                id, failedAt, acceptedAt, route, source, sourceId, part, channel, attempts, reason);
    }

    /** Where it came from. */
    public Origin origin() {
        return new Origin(id, route, source, sourceId, acceptedAt);
    }

    /**
     * Why it failed.
     *
     * @param kind what to do about it
     * @param status the HTTP status that RootSocket answered, if it answered
     * @param detail RootSocket's own words
     * @param message what happened, for a person
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reason(
            Kind kind, @Nullable Integer status, @Nullable String detail, String message) {}

    /**
     * One attempt that failed.
     *
     * @param at when it had failed
     * @param reason why
     */
    public record Attempt(Instant at, Reason reason) {}

    /** What to do about a dead letter. */
    public enum Kind {
        /** RootSocket could not be reached or was overloaded until the attempts were used up: send it again. */
        retry,
        /** The hub's settings are wrong: repair them, then send it again. */
        configuration,
        /** The message itself is not acceptable: repair it or discard it. */
        message,
        /** The request was sent and no answer came: it may have been delivered. */
        ambiguous,
        /** It was too late to deliver it. */
        expired,
        /** The route failed before the delivery. */
        route
    }
}
