package io.rootsocket.hub.console.api;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SentMessage;
import io.rootsocket.hub.trail.SourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came in, and all that became of it. What is empty has not happened yet, or was not kept.
 *
 * @param id of the exchange
 * @param begun when it began, as far as is known
 * @param became what became of it, in words
 */
public record MessageAnswer(
        String id,
        Instant begun,
        Optional<Arrival> arrived,
        Optional<Handling> handled,
        List<Sent> sent,
        Became became) {

    /**
     * How it came in.
     *
     * @param place the route's file and line
     * @param generation of the routes
     */
    public record Arrival(
            Instant at,
            SourceKind kind,
            String source,
            Optional<String> sourceId,
            String route,
            Optional<String> place,
            Optional<String> generation,
            Map<String, String> headers,
            Optional<Body> body,
            Optional<String> traceparent) {}

    /**
     * What its route did.
     *
     * @param status what the caller of a webhook was answered
     */
    public record Handling(
            Instant at, Result result, Optional<String> failure, List<Step> steps, Optional<Integer> status) {}

    /** A step of the route, with its file and line. */
    public record Step(String id, String label, Optional<String> place, Duration took) {}

    /**
     * What went out for it; or, without a channel, a part of it that became a dead letter in its route.
     *
     * @param deadLetter the id of the dead letter that it is now
     */
    public record Sent(
            String id,
            Optional<Instant> accepted,
            Optional<String> channel,
            Optional<String> account,
            Optional<Instant> expiresAt,
            Optional<String> route,
            Optional<String> source,
            Optional<Body> body,
            List<Attempt> attempts,
            List<EndAnswer> ends,
            Optional<String> deadLetter) {

        /** What became of it in the end; empty while it waits. */
        public Optional<EndAnswer> end() {
            return ends.isEmpty() ? Optional.empty() : Optional.of(ends.get(ends.size() - 1));
        }
    }

    /** One time that it was sent to RootSocket. */
    public record Attempt(Instant at, Duration took, String answer) {}

    /** How it ended; a dead letter that was replayed ends again. */
    public record EndAnswer(Instant at, MessageEnd end, Optional<String> reason) {}

    /**
     * A payload, redacted and perhaps cut.
     *
     * @param encoding {@code text}, or {@code base64} for bytes that are not UTF-8
     * @param length how many bytes it had in all
     * @param whole whether it is as it was
     */
    public record Body(String contentType, String encoding, String content, long length, boolean whole) {

        static Body of(Payload payload) {
            return payload.text()
                    .map(text -> new Body(payload.contentType(), "text", text, payload.length(), payload.whole()))
                    .orElseGet(() -> new Body(
                            payload.contentType(),
                            "base64",
                            Base64.getEncoder().encodeToString(payload.bytes()),
                            payload.length(),
                            payload.whole()));
        }
    }

    /** Without the payloads. */
    public static MessageAnswer brief(Chain chain) {
        return of(chain, payload -> Optional.empty(), message -> Optional.empty());
    }

    /** @param deadLetter the id of the dead letter that a message is now */
    public static MessageAnswer whole(Chain chain, Function<SentMessage, Optional<String>> deadLetter) {
        return of(chain, payload -> Optional.of(Body.of(payload)), deadLetter);
    }

    private static MessageAnswer of(
            Chain chain, Function<Payload, Optional<Body>> body, Function<SentMessage, Optional<String>> deadLetter) {
        return new MessageAnswer(
                chain.exchangeId(),
                chain.begun(),
                chain.arrived().map(arrived -> arrival(arrived, body)),
                chain.handled().map(MessageAnswer::handling),
                chain.messages().stream()
                        .map(message -> sent(message, body, deadLetter))
                        .toList(),
                Became.of(chain));
    }

    private static Arrival arrival(Arrived arrived, Function<Payload, Optional<Body>> body) {
        return new Arrival(
                arrived.at(),
                arrived.kind(),
                arrived.source(),
                arrived.sourceId(),
                arrived.route(),
                arrived.place(),
                arrived.generation(),
                arrived.headers(),
                body.apply(arrived.payload()),
                arrived.traceparent());
    }

    private static Handling handling(Handled handled) {
        return new Handling(
                handled.at(),
                handled.result(),
                handled.failure(),
                handled.steps().stream()
                        .map(step -> new Step(step.id(), step.label(), step.place(), step.took()))
                        .toList(),
                handled.status());
    }

    private static Sent sent(
            SentMessage message,
            Function<Payload, Optional<Body>> body,
            Function<SentMessage, Optional<String>> deadLetter) {
        Optional<Accepted> accepted = message.accepted();
        return new Sent(
                message.messageId(),
                accepted.map(Accepted::at),
                accepted.map(Accepted::channel),
                accepted.map(Accepted::account),
                accepted.flatMap(Accepted::expiresAt),
                accepted.map(Accepted::route),
                accepted.map(Accepted::source),
                accepted.map(Accepted::payload).flatMap(body),
                message.attempts().stream()
                        .map(attempt -> new Attempt(attempt.at(), attempt.took(), attempt.answer()))
                        .toList(),
                message.ends().stream()
                        .map(end -> new EndAnswer(end.at(), end.end(), end.reason()))
                        .toList(),
                deadLetter.apply(message));
    }
}
