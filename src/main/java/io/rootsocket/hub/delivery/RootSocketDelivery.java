package io.rootsocket.hub.delivery;

import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.component.DurableMessage;
import io.rootsocket.hub.component.DurableStore;
import io.rootsocket.hub.component.NotStoredException;
import io.rootsocket.hub.component.OnAmbiguous;
import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketConfigurationException;
import io.rootsocket.hub.component.RootSocketEndpoint;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.component.RootSocketRetryException;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.failure.FailedExchange;
import io.rootsocket.hub.failure.Origins;
import io.rootsocket.hub.outbox.Delivery;
import io.rootsocket.hub.outbox.Outbox;
import io.rootsocket.hub.outbox.OutboxFullException;
import io.rootsocket.hub.outbox.message.FiredBy;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.schedule.Schedules;
import io.rootsocket.hub.trail.Trail;
import io.rootsocket.hub.trail.capture.TracedExchange;
import io.rootsocket.hub.trail.capture.Traceparent;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the component and the outbox: what a durable endpoint sends goes into the outbox, and what the outbox delivers
 * goes through the endpoint. Safe to share between threads.
 */
public final class RootSocketDelivery implements DurableStore, Delivery {

    /** The application that the hub's own settings name. */
    private static final String OWN_ACCOUNT = "default";

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Logger LOG = LoggerFactory.getLogger(RootSocketDelivery.class);

    private final Outbox outbox;
    private final DeliverySpans spans;
    private final Trail trail;
    /** For each account, the endpoint that was started last. */
    private final Map<String, RootSocketEndpoint> endpoints = new ConcurrentHashMap<>();

    private final AtomicLong saidNothing = new AtomicLong();
    /** How many messages this run has made: a copy of an exchange may have the id of the exchange. */
    private final AtomicLong made = new AtomicLong();

    /**
     * @param spans has each delivery belong to the trace of what caused it
     * @param trail has heard of what a message was made of
     */
    public RootSocketDelivery(Outbox outbox, DeliverySpans spans, Trail trail) {
        this.outbox = outbox;
        this.spans = spans;
        this.trail = trail;
    }

    @Override
    public void opened(RootSocketEndpoint endpoint) {
        endpoints.put(endpoint.account(), endpoint);
    }

    @Override
    public boolean store(DurableMessage message, RootSocketEndpoint endpoint, Exchange exchange)
            throws NotStoredException {
        var origin = Origins.of(exchange);
        var waiting = new OutboxMessage(
                endpoint.account(),
                message.channel(),
                message.request(),
                origin,
                TracedExchange.of(exchange).map(TracedExchange::id).orElse(origin.id()),
                String.valueOf(made.incrementAndGet()),
                message.expiresAfter().map(origin.acceptedAt()::plus),
                message.priority(),
                message.onAmbiguous() == OnAmbiguous.HOLD,
                message.deduplicationKey(),
                Schedules.occurrence(exchange)
                        .map(occurrence -> new FiredBy(occurrence.route(), occurrence.scheduledAt(), true)),
                Traceparent.of(exchange));
        // A message that a kill leaves in the outbox can be explained by what came in.
        trail.write();
        try {
            return outbox.accept(waiting);
        } catch (OutboxFullException | BrokerException e) {
            throw new NotStoredException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Outcome deliver(OutboxMessage message) {
        DeliverySpans.Attempt span = spans.begin(message);
        Outcome outcome = deliver(message, span.traceparent());
        span.end(outcome instanceof Failed failed ? Optional.of(failed.reason().message()) : Optional.empty());
        return outcome;
    }

    private Outcome deliver(OutboxMessage message, Optional<String> traceparent) {
        RootSocketEndpoint endpoint = endpoints.get(message.account());
        if (endpoint == null) {
            return new Refused(new DeadLetter.Reason(
                    Kind.configuration,
                    null,
                    null,
                    ("No route names the RootSocket application any more that this message is for. Name it in a route"
                            + " again, then replay the message.")));
        }
        try {
            if (!endpoint.deliver(message.request(), message.channel().value(), traceparent)) {
                noteThatItSaidNothing(message);
            }
            return new Delivered();
        } catch (RootSocketException e) {
            return outcome(message, e);
        } catch (RuntimeException e) {
            return new Later(FailedExchange.reason(e), Optional.empty(), false);
        }
    }

    private static Outcome outcome(OutboxMessage message, RootSocketException failure) {
        DeadLetter.Reason reason = FailedExchange.reason(failure);
        if (failure instanceof RootSocketRetryException e) {
            return new Later(reason, e.retryAfter(), e.status() == TOO_MANY_REQUESTS);
        }
        if (failure instanceof RootSocketAmbiguousException) {
            return new Unknown(reason);
        }
        if (failure instanceof RootSocketConfigurationException) {
            return KeyCheck.isRefusal(failure)
                    ? new Held(withSettings(message, reason))
                    : new Later(reason, Optional.empty(), false);
        }
        return new Refused(reason);
    }

    private static DeadLetter.Reason withSettings(OutboxMessage message, DeadLetter.Reason reason) {
        return message.account().equals(OWN_ACCOUNT)
                ? new DeadLetter.Reason(
                        reason.kind(), reason.status(), reason.detail(), KeyCheck.withSettings(reason.message()))
                : reason;
    }

    /** RootSocket does not document what it answers: this is taken for yes, and said. */
    private void noteThatItSaidNothing(OutboxMessage message) {
        if (saidNothing.getAndIncrement() == 0) {
            LOG.warn(
                    "A message for channel {} was answered with a success that says nothing, which is taken for yes. Something "
                            + "between the hub and RootSocket may have answered. Health counts how often this happens.",
                    message.channel());
        }
    }

    /** How often an answer was a success and nothing more. */
    long saidNothing() {
        return saidNothing.get();
    }
}
