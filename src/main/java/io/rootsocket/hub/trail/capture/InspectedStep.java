package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.trail.Payload;
import java.util.Map;
import java.util.Optional;

/**
 * What an exchange held after a step; redacted.
 *
 * @param label what the step does; empty: it had just come in
 * @param failure why the step failed, if it did
 */
public record InspectedStep(
        String label, Optional<String> place, Map<String, String> headers, Payload body, Optional<String> failure) {

    public InspectedStep {
        headers = Map.copyOf(headers);
    }
}
