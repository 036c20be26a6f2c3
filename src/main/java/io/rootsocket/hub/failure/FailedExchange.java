package io.rootsocket.hub.failure;

import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketConfigurationException;
import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.component.RootSocketMessageException;
import io.rootsocket.hub.component.RootSocketRetryException;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetter.Kind;
import io.rootsocket.hub.failure.queue.JmsSource;
import io.rootsocket.hub.firewall.UnusableInstructionException;
import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.settings.SettingValues;
import io.rootsocket.hub.webhook.ExchangeEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.Message;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** Describes a failed exchange as a dead letter. */
public final class FailedExchange {

    private static final String NOTED = "RootSocketHubFailedAttempts";

    /** What Camel puts around a failure to hand it on. */
    private static final Set<Class<?>> WRAPPERS =
            Set.of(CamelExchangeException.class, CamelExecutionException.class, RuntimeCamelException.class);

    private FailedExchange() {}

    static DeadLetter letter(Exchange exchange, Exception failure, Instant now) {
        Message message = exchange.getIn();
        Origin origin = Origins.of(exchange);
        int attempts = Objects.requireNonNullElse(message.getHeader(Exchange.REDELIVERY_COUNTER, Integer.class), 0) + 1;
        DeadLetter.Reason reason = reason(exchange, failure);
        List<DeadLetter.Attempt> noted = noted(exchange);
        var payload = EncodedBody.of(exchange, isPart(exchange) ? message : original(exchange));
        return new DeadLetter(
                origin.id(),
                now,
                origin.acceptedAt(),
                origin.route(),
                origin.source(),
                origin.sourceId(),
                isPart(exchange),
                channel(message, failure),
                attempts,
                reason,
                // An earlier step may have had failed attempts of its own.
                noted.isEmpty()
                        ? List.of(new DeadLetter.Attempt(now, reason))
                        : noted.subList(Math.max(0, noted.size() - attempts), noted.size()),
                payload.encoding(),
                payload.content());
    }

    /**
     * Whether it is a part of what its source brought, made by a split or a multicast. What an aggregation has made of the
     * parts keeps the number of one of them, but is the whole again.
     */
    static boolean isPart(Exchange exchange) {
        return isRecord(exchange)
                || exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX) != null
                        && !ExchangeEntry.isItself(exchange);
    }

    /** Whether it is one of the records of what its source brought, made by a split. */
    static boolean isRecord(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null && !ExchangeEntry.isItself(exchange);
    }

    /** Whether no step has made another body of what the source brought. */
    static boolean isAsItCame(Exchange exchange) {
        Message original = ExchangeEntry.original(exchange);
        return original == null
                || original.getBody() == exchange.getIn().getBody()
                || EncodedBody.of(exchange, original).equals(EncodedBody.of(exchange, exchange.getIn()));
    }

    /** The message as the source brought it, so that it can go through the route again; a clock brings nothing. */
    private static Message original(Exchange exchange) {
        Message original = exchange.getUnitOfWork() == null
                ? null
                : exchange.getUnitOfWork().getOriginalInMessage();
        return original == null || original.getBody() == null ? exchange.getIn() : original;
    }

    private static @Nullable String channel(Message message, Exception failure) {
        return failure instanceof RootSocketException e && e.channel().isPresent()
                ? e.channel().get()
                : message.getHeader(RootSocketConstants.CHANNEL, String.class);
    }

    /** Notes that an attempt failed, for the letter that it may become. */
    static void note(Exchange exchange, Instant now) {
        var noted = new ArrayList<>(noted(exchange));
        noted.add(new DeadLetter.Attempt(now, reason(exchange, failureOf(exchange))));
        exchange.setProperty(NOTED, noted);
    }

    @SuppressWarnings("unchecked") // only note() sets it
    private static List<DeadLetter.Attempt> noted(Exchange exchange) {
        return Objects.requireNonNullElse(exchange.getProperty(NOTED, List.class), List.of());
    }

    /** Why the exchange failed; a handler of failures is only called where there is a reason. */
    static Exception failureOf(Exchange exchange) {
        Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        Exception failure = unwrapped(Objects.requireNonNull(caught == null ? exchange.getException() : caught));
        UnusableInstructionException unusable = ObjectHelper.getException(UnusableInstructionException.class, failure);
        if (unusable != null) {
            // Camel's words show the address.
            return unusable;
        }
        // What our component says of an endpoint that a message asked for, Camel hands on in words of its own.
        RootSocketException ours =
                failure instanceof ResolveEndpointFailedException || failure instanceof FailedToCreateProducerException
                        ? ObjectHelper.getException(RootSocketException.class, failure)
                        : null;
        return ours == null ? failure : ours;
    }

    /** What failed, where a step that made copies says no more than that one of them did. */
    private static Exception unwrapped(Exception failure) {
        return WRAPPERS.contains(failure.getClass()) && failure.getCause() instanceof Exception cause
                ? unwrapped(cause)
                : failure;
    }

    /** Of a setting it tells the name, where the exception quotes the value. */
    private static DeadLetter.Reason reason(Exchange exchange, Exception failure) {
        DeadLetter.Reason reason = reason(failure);
        return new DeadLetter.Reason(
                reason.kind(),
                reason.status(),
                reason.detail(),
                SettingValues.hidden(exchange.getContext(), reason.message()));
    }

    public static DeadLetter.Reason reason(Exception failure) {
        String message = ClientError.saidByAReader(failure).orElseGet(() -> FailureWords.of(failure));
        if (failure instanceof RootSocketException e) {
            Integer status = e.status() == 0 ? null : e.status();
            return new DeadLetter.Reason(kind(e), status, e.detail().orElse(null), message);
        }
        Optional<String> notTaken = JmsSource.notTaken(failure);
        if (notTaken.isPresent()) {
            return new DeadLetter.Reason(Kind.retry, null, null, notTaken.get());
        }
        return new DeadLetter.Reason(kindOfRoute(failure), null, null, message);
    }

    private static Kind kindOfRoute(Exception failure) {
        if (failure instanceof StoppedException) {
            return Kind.retry;
        }
        return failure instanceof UnusableInstructionException ? Kind.message : Kind.route;
    }

    private static Kind kind(RootSocketException failure) {
        if (failure instanceof RootSocketRetryException) {
            return Kind.retry;
        }
        if (failure instanceof RootSocketConfigurationException) {
            return Kind.configuration;
        }
        if (failure instanceof RootSocketMessageException) {
            return Kind.message;
        }
        return failure instanceof RootSocketAmbiguousException ? Kind.ambiguous : Kind.route;
    }
}
