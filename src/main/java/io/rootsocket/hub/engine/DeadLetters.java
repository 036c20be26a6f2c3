package io.rootsocket.hub.engine;

import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketConfigurationException;
import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.component.RootSocketMessageException;
import io.rootsocket.hub.component.RootSocketRetryException;
import io.rootsocket.hub.outbox.DeadLetter;
import io.rootsocket.hub.outbox.DeadLetter.Kind;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Describes a failed exchange as a dead letter. */
final class DeadLetters {

    private DeadLetters() {}

    static DeadLetter of(Exchange exchange, Exception failure, Instant now) {
        Message message = exchange.getIn();
        var payload = Payload.of(exchange);
        return new DeadLetter(
                exchange.getExchangeId(),
                now,
                Instant.ofEpochMilli(exchange.getClock().getCreated()),
                Objects.requireNonNullElse(
                        exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class),
                        String.valueOf(exchange.getFromRouteId())),
                exchange.getFromEndpoint() == null
                        ? "(none)"
                        : URISupport.sanitizeUri(exchange.getFromEndpoint().getEndpointUri()),
                sourceId(message),
                channel(message, failure),
                message.getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class) + 1,
                reason(failure),
                payload.encoding(),
                payload.content());
    }

    private static @Nullable String sourceId(Message message) {
        return Stream.of(Exchange.FILE_NAME, "JMSMessageID", Exchange.HTTP_PATH)
                .map(header -> message.getHeader(header, String.class))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String channel(Message message, Exception failure) {
        return failure instanceof RootSocketException e && e.channel().isPresent()
                ? e.channel().get()
                : message.getHeader(RootSocketConstants.CHANNEL, String.class);
    }

    private static DeadLetter.Reason reason(Exception failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        if (failure instanceof RootSocketException e) {
            Integer status = e.status() == 0 ? null : e.status();
            return new DeadLetter.Reason(kind(e), status, e.detail().orElse(null), message);
        }
        return new DeadLetter.Reason(Kind.route, null, null, message);
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
