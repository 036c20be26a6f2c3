package io.rootsocket.hub.routetest;

import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a route was once given, to be given it again.
 *
 * @param id the exchange that it came with
 * @param route the route that took it
 * @param at when it came
 * @param body a text, or bytes that are none; null if it had none
 * @param headers what came with it
 * @param whole whether the body is as it came: neither cut nor redacted
 */
public record RecordedInput(
        String id, String route, Instant at, @Nullable Object body, Map<String, String> headers, boolean whole) {

    public RecordedInput {
        headers = Map.copyOf(headers);
    }

    /**
     * What a chain began with; empty if that was dropped. Bodies are as they were kept: redacted, and cut if they were long.
     */
    public static Optional<RecordedInput> of(Chain chain) {
        return chain.arrived().map(RecordedInput::of);
    }

    private static RecordedInput of(Arrived arrived) {
        Object body = arrived.payload().length() == 0
                ? null
                : arrived.payload()
                        .text()
                        .<Object>map(text -> text)
                        .orElse(arrived.payload().bytes());
        return new RecordedInput(
                arrived.exchangeId(),
                arrived.route(),
                arrived.at(),
                body,
                arrived.headers(),
                arrived.payload().whole());
    }
}
