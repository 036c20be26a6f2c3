package io.rootsocket.hub.trail.capture;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.text.OneLine;
import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.Handled;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.Step;
import io.rootsocket.hub.trail.Trail;
import io.rootsocket.hub.webhook.RefusedCalls;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/** Makes events of what happens to exchanges. Safe for threads. */
final class Recorder {

    private final Trail trail;
    private final PlaceNames places;
    private final Function<String, Optional<String>> generations;
    private final Clock clock;
    private final RefusedPace pace;
    private final BodyStart bodies;
    private final Inspections inspections;
    private final Map<Endpoint, TracedRoute> routes = new ConcurrentHashMap<>();

    Recorder(
            Trail trail,
            Redaction redaction,
            PlaceNames places,
            Function<String, Optional<String>> generations,
            Clock clock,
            RefusedPace pace) {
        this.trail = trail;
        this.places = places;
        this.generations = generations;
        this.clock = clock;
        this.pace = pace;
        this.bodies = new BodyStart(trail.maxPayloadBytes());
        this.inspections = new Inspections(redaction, bodies, clock);
    }

    Inspections inspections() {
        return inspections;
    }

    TracedRoute begins(Route route) {
        TracedRoute traced = TracedRoute.of(route, places, generations);
        routes.put(route.getEndpoint(), traced);
        return traced;
    }

    void ends(Route route) {
        routes.remove(route.getEndpoint());
    }

    /** The route that begins there; empty if none does. */
    Optional<TracedRoute> traced(Endpoint from) {
        return Optional.ofNullable(routes.get(from));
    }

    boolean isStill(Arrived arrived) {
        return routes.values().stream()
                .anyMatch(route -> route.id().equals(arrived.route()) && route.mayHaveTaken(arrived));
    }

    TracedExchange arrived(Exchange exchange, TracedRoute route) {
        Optional<String> traceparent = Traceparent.of(exchange);
        var traced = new TracedExchange(exchange.getExchangeId(), route.kind(), traceparent);
        traced.goWith(exchange);
        Arrived arrived = event(exchange, route, traced, bodies.ofArrived(exchange));
        if (route.isDoor()) {
            traced.waitsAtTheDoor(arrived);
        } else {
            trail.record(arrived);
        }
        Inspection watches = inspections.begin(exchange, route.id());
        if (watches != null) {
            traced.watchedBy(watches);
        }
        return traced;
    }

    private Arrived event(Exchange exchange, TracedRoute route, TracedExchange traced, Payload payload) {
        ArrivalSource source = ArrivalSource.of(exchange, route.kind(), route.address());
        return new Arrived(
                traced.id(),
                clock.instant(),
                source.kind(),
                source.source(),
                source.id(),
                route.id(),
                route.place(),
                route.generation(),
                payload,
                ArrivalHeaders.of(exchange.getIn(), route.kind()),
                traced.traceparent());
    }

    /** A call of a webhook that its route did not see. */
    void refused(Exchange exchange, TracedRoute route, RefusedCalls.Call call) {
        Optional<String> traceparent = Traceparent.of(exchange);
        var traced = new TracedExchange(exchange.getExchangeId(), route.kind(), traceparent);
        trail.record(empty(event(exchange, route, traced, new Payload("", new byte[0], call.length()))));
        record(traced, Result.FAILED, Optional.of(call.detail()), List.of(), Optional.of(call.status()));
    }

    /** The route that a person wrote sees it from now on. */
    void letIn(TracedExchange traced) {
        Arrived waited = traced.leavesTheDoor();
        if (waited != null) {
            trail.record(waited);
        }
    }

    /** Of a stranger, what is told is what it was called and where: a body or headers could be as long as it likes. */
    private static Arrived empty(Arrived arrived) {
        return new Arrived(
                arrived.exchangeId(),
                arrived.at(),
                arrived.kind(),
                arrived.source(),
                arrived.sourceId(),
                arrived.route(),
                arrived.place(),
                arrived.generation(),
                new Payload("", new byte[0], arrived.payload().length()),
                Map.of(),
                arrived.traceparent());
    }

    void handled(Exchange exchange, TracedExchange traced) {
        Arrived turnedAway = isEndedByChoice(exchange) ? traced.leavesTheDoor() : null;
        if (turnedAway == null) {
            letIn(traced);
            recordHandled(exchange, traced);
        } else if (pace.hasRoom()) {
            trail.record(empty(turnedAway));
            recordHandled(exchange, traced);
        }
        // Before its source hears that all is well.
        trail.write();
        Inspection inspection = traced.inspection();
        if (inspection != null) {
            inspection.complete(traced.id());
        }
    }

    private static boolean isEndedByChoice(Exchange exchange) {
        return exchange.isRouteStop() && exchange.getException() == null;
    }

    private void recordHandled(Exchange exchange, TracedExchange traced) {
        ExchangeOutcome outcome = ExchangeOutcome.of(exchange, traced);
        record(traced, outcome.result(), outcome.failure(), traced.handled(), outcome.status());
    }

    /** A copy that went on after the first route was done is at its end. */
    void late(Exchange copy, TracedExchange traced) {
        List<Step> steps = traced.lateSteps();
        Exception failure = copy.getException();
        if (!steps.isEmpty() || traced.isHandled() && failure != null) {
            record(
                    traced,
                    failure == null ? Result.HANDLED : Result.FAILED,
                    Optional.ofNullable(failure).map(why -> ExchangeOutcome.words(why, traced)),
                    steps,
                    Optional.empty());
        }
    }

    private void record(
            TracedExchange traced,
            Result result,
            Optional<String> failure,
            List<Step> steps,
            Optional<Integer> status) {
        Instant now = clock.instant();
        Optional<String> reason = failure.map(OneLine::of);
        traced.notTaken().forEach(id -> trail.record(new Ended(id, traced.id(), now, MessageEnd.DEAD, reason)));
        trail.record(new Handled(traced.id(), now, result, reason, steps, status));
    }

    /** It, or a part of it, is a dead letter. */
    void dead(Exchange exchange, DeadLetter letter) {
        TracedExchange.of(exchange).ifPresent(traced -> {
            letIn(traced);
            String reason = OneLine.of(letter.reason().message());
            traced.noteDead(reason);
            trail.record(new Ended(letter.id(), traced.id(), letter.failedAt(), MessageEnd.DEAD, Optional.of(reason)));
            trail.writeAndWait();
        });
    }
}
