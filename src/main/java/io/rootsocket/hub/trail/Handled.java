package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A route is done with an exchange, or with a copy of it that went on by itself: there may be several of one, which a {@link
 * Chain} shows as one.
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
