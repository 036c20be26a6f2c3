package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A route is done with an exchange.
 *
 * @param failure why it failed, in one line
 * @param steps the steps it took, in their order
 * @param status what the caller of a webhook was answered
 */
public record Handled(
        String exchangeId,
        Instant at,
        Result result,
        Optional<String> failure,
        List<Step> steps,
        Optional<Integer> status)
        implements TrailEvent {

    public Handled {
        steps = List.copyOf(steps);
    }
}
