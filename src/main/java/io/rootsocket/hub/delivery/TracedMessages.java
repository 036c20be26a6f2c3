package io.rootsocket.hub.delivery;

import io.rootsocket.hub.component.DirectListener;
import io.rootsocket.hub.component.RootSocketEndpoint;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.failure.FailedExchange;
import io.rootsocket.hub.failure.Origins;
import io.rootsocket.hub.outbox.Delivery.Failed;
import io.rootsocket.hub.outbox.Delivery.Outcome;
import io.rootsocket.hub.outbox.OutboxListener;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.trail.Accepted;
import io.rootsocket.hub.trail.Attempted;
import io.rootsocket.hub.trail.Ended;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Payload;
import io.rootsocket.hub.trail.Trail;
import io.rootsocket.hub.trail.capture.TracedExchange;
import io.rootsocket.hub.trail.capture.Traceparent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Has the trail hear what becomes of messages, whether they wait in the outbox or are sent directly. Safe for threads. */
public final class TracedMessages implements OutboxListener, DirectListener {

    private static final String TAKEN = "RootSocket has it";
    private static final String TRIED = "RootSocketHubTriedMessage";

    private final Trail trail;
    private final Clock clock;
    private final Instant since;
    private final Set<String> recordedAgain = ConcurrentHashMap.newKeySet();
    private final AtomicLong made = new AtomicLong();

    public TracedMessages(Trail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public void accepted(OutboxMessage message) {
        record(message, clock.instant());
    }

    private void record(OutboxMessage message, Instant at) {
        trail.record(new Accepted(
                message.id(),
                message.exchangeId(),
                at,
                message.account(),
                message.channel().value(),
                payload(message.request()),
                message.expiresAt(),
                message.origin().route(),
                source(message.origin()),
                message.traceparent()));
    }

    /** A kill may have come between the broker's disk and the trail. */
    private void recordAgain(OutboxMessage message) {
        if (message.origin().acceptedAt().isBefore(since) && recordedAgain.add(message.id())) {
            record(message, message.origin().acceptedAt());
        }
    }

    private Payload payload(byte[] request) {
        int max = trail.maxPayloadBytes();
        return new Payload(
                "application/json", request.length <= max ? request : Arrays.copyOf(request, max), request.length);
    }

    private static String source(Origin origin) {
        int query = origin.source().indexOf('?');
        String endpoint = query < 0 ? origin.source() : origin.source().substring(0, query);
        return origin.sourceId() == null ? endpoint : endpoint + " " + origin.sourceId();
    }

    @Override
    public void attempted(OutboxMessage message, Instant at, Duration took, Outcome outcome) {
        recordAgain(message);
        trail.record(new Attempted(message.id(), message.exchangeId(), at, took, answer(outcome)));
    }

    private static String answer(Outcome outcome) {
        return outcome instanceof Failed failed ? failed.reason().message() : TAKEN;
    }

    @Override
    public CompletionStage<Void> ended(OutboxMessage message, End end) {
        if (end instanceof Repeated) {
            record(message, clock.instant());
        } else {
            recordAgain(message);
            recordedAgain.remove(message.id());
        }
        trail.record(new Ended(message.id(), message.exchangeId(), clock.instant(), end(end), reason(end)));
        // The message leaves the outbox behind this: nobody would tell of it again.
        trail.writeAndWait();
        return DONE;
    }

    private static MessageEnd end(End end) {
        if (end instanceof Dead dead) {
            return dead.reason().kind() == Kind.expired ? MessageEnd.EXPIRED : MessageEnd.DEAD;
        }
        return end instanceof Repeated ? MessageEnd.REPEATED : MessageEnd.DELIVERED;
    }

    private static Optional<String> reason(End end) {
        return end instanceof Dead dead ? Optional.of(dead.reason().message()) : Optional.empty();
    }

    @Override
    public void discarded(String messageId, String exchangeId) {
        trail.record(new Ended(messageId, exchangeId, clock.instant(), MessageEnd.DISCARDED, Optional.empty()));
        trail.writeAndWait();
    }

    @Override
    public Optional<String> traceparent(Exchange exchange) {
        return Traceparent.of(exchange);
    }

    @Override
    public void sent(
            String channel,
            byte[] request,
            RootSocketEndpoint endpoint,
            Exchange exchange,
            Duration took,
            @Nullable RootSocketException failure) {
        Origin origin = Origins.of(exchange);
        Optional<TracedExchange> traced = TracedExchange.of(exchange);
        String exchangeId = traced.map(TracedExchange::id).orElse(origin.id());
        Instant began = clock.instant().minus(took);
        Tried tried = exchange.getProperty(TRIED, Tried.class);
        if (tried == null || !tried.isOf(channel, request)) {
            tried = new Tried(origin.id() + "-d" + made.incrementAndGet(), channel, request);
            trail.record(new Accepted(
                    tried.id(),
                    exchangeId,
                    began,
                    endpoint.account(),
                    channel,
                    payload(request),
                    Optional.empty(),
                    origin.route(),
                    source(origin),
                    traceparent(exchange)));
        }
        String id = tried.id();
        String answer = failure == null ? TAKEN : FailedExchange.reason(failure).message();
        trail.record(new Attempted(id, exchangeId, began, took, answer));
        if (failure == null) {
            exchange.removeProperty(TRIED);
            traced.ifPresent(known -> known.taken(id));
            trail.record(new Ended(id, exchangeId, clock.instant(), MessageEnd.DELIVERED, Optional.empty()));
        } else {
            exchange.setProperty(TRIED, tried);
            traced.ifPresent(known -> known.tried(id));
        }
    }

    /** A message that a step has tried to send directly, and may try again. */
    private record Tried(String id, String channel, byte[] request) {

        boolean isOf(String otherChannel, byte[] other) {
            return channel.equals(otherChannel) && Arrays.equals(request, other);
        }
    }
}
