package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.Optional;

/**
 * A message of an exchange is in the outbox, or is sent directly. It explains itself also where nothing is known of how its
 * exchange arrived.
 *
 * @param account which RootSocket application it is for
 * @param payload the message as it goes
 * @param expiresAt when it is too late to deliver it
 * @param route the route that sent it
 * @param source the endpoint that the exchange came from
 * @param traceparent what the delivery carries, as the W3C writes it
 */
public record Accepted(
        String messageId,
        String exchangeId,
        Instant at,
        String account,
        String channel,
        Payload payload,
        Optional<Instant> expiresAt,
        String route,
        String source,
        Optional<String> traceparent)
        implements TrailEvent {}
