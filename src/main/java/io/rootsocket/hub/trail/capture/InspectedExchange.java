package io.rootsocket.hub.trail.capture;

import java.time.Instant;
import java.util.List;

/**
 * An exchange with what it held after each step.
 *
 * @param complete whether its first route is done
 * @param cut whether there was more than is kept
 */
public record InspectedExchange(String id, Instant at, List<InspectedStep> steps, boolean complete, boolean cut) {

    public InspectedExchange {
        steps = List.copyOf(steps);
    }
}
