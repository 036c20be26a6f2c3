package io.rootsocket.hub.console.api;

import io.rootsocket.hub.trail.capture.InspectedExchange;
import io.rootsocket.hub.trail.capture.InspectedStep;
import io.rootsocket.hub.trail.capture.Inspection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a route's next exchanges held after each step.
 *
 * @param next how many exchanges are watched in all
 * @param until when it ends at the latest
 * @param on whether it still watches
 */
public record InspectionAnswer(String route, int next, Instant until, boolean on, List<Exchange> exchanges) {

    /**
     * One of them.
     *
     * @param complete whether its route is done
     * @param cut whether there was more than is kept
     */
    public record Exchange(String id, Instant at, List<Step> steps, boolean complete, boolean cut) {}

    /**
     * What it held after a step.
     *
     * @param label what the step does; empty: it had just come in
     */
    public record Step(
            String label,
            Optional<String> place,
            Map<String, String> headers,
            MessageAnswer.Body body,
            Optional<String> failure) {}

    public static InspectionAnswer of(Inspection inspection, Instant now) {
        return new InspectionAnswer(
                inspection.route(),
                inspection.next(),
                inspection.until(),
                inspection.isOn(now),
                inspection.exchanges().stream().map(InspectionAnswer::exchange).toList());
    }

    private static Exchange exchange(InspectedExchange exchange) {
        return new Exchange(
                exchange.id(),
                exchange.at(),
                exchange.steps().stream().map(InspectionAnswer::step).toList(),
                exchange.complete(),
                exchange.cut());
    }

    private static Step step(InspectedStep step) {
        return new Step(step.label(), step.place(), step.headers(), MessageAnswer.Body.of(step.body()), step.failure());
    }
}
