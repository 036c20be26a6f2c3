package io.rootsocket.hub.trail.store;

import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Attempted;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.Step;
import io.rootsocket.hub.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Events as the hub records them. */
final class Events {

    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private Events() {}

    /** As the hub makes them: what differs comes first. */
    static String id(int number) {
        return "%016X-2B7E151628AED2A".formatted(number * 0x9E3779B97F4A7C15L);
    }

    static String messageId(int number) {
        return id(number) + "-1";
    }

    static Arrived arrived(int number) {
        return arrived(number, "orders", "{\"order\": %d}".formatted(number));
    }

    static Arrived arrived(int number, String route, String body) {
        return new Arrived(
                id(number),
                at(number),
                SourceKind.WEBHOOK,
                "platform-http:/orders",
                Optional.of("delivery-" + number),
                route,
                Optional.of("orders.yaml:3"),
                Optional.of("7"),
                Payload.of("application/json", body),
                Map.of("CamelHttpMethod", "POST"),
                Optional.of("00-%032x-00f067aa0ba902b7-01".formatted(number + 1)));
    }

    static Handled handled(int number, Result result) {
        return new Handled(
                id(number),
                at(number).plusMillis(5),
                result,
                result == Result.FAILED ? Optional.of("no such thing") : Optional.empty(),
                List.of(
                        new Step("set1", "setBody", Optional.of("orders.yaml:6"), Duration.ofNanos(20_000)),
                        new Step("to1", "to[rootsocket:message]", Optional.of("orders.yaml:8"), Duration.ofMillis(2))),
                Optional.of(202));
    }

    static Accepted accepted(int number, String channel) {
        return new Accepted(
                messageId(number),
                id(number),
                at(number).plusMillis(3),
                "app",
                channel,
                Payload.of("application/json", "{\"data\": \"order %d\"}".formatted(number)),
                Optional.of(at(number).plusSeconds(3600)),
                "orders",
                "platform-http:/orders",
                Optional.empty());
    }

    static Attempted attempted(int number, String answer) {
        return new Attempted(messageId(number), id(number), at(number).plusMillis(9), Duration.ofMillis(12), answer);
    }

    static Ended ended(int number, MessageEnd end) {
        return new Ended(
                messageId(number),
                id(number),
                at(number).plusMillis(30),
                end,
                end == MessageEnd.DELIVERED ? Optional.empty() : Optional.of("RootSocket said 400"));
    }

    /** All that happens to a message that is delivered. */
    static Stream<TrailEvent> delivered(int number) {
        return Stream.of(
                arrived(number),
                accepted(number, "news"),
                handled(number, Result.HANDLED),
                attempted(number, "200 OK"),
                ended(number, MessageEnd.DELIVERED));
    }

    static Instant at(int number) {
        return NOON.plusMillis(100L * number);
    }
}
