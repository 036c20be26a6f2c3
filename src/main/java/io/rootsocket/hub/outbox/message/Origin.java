package io.rootsocket.hub.outbox.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a message came from, for the person who finds it.
 *
 * @param id the exchange's id
 * @param route the route that accepted it
 * @param source the endpoint that it came from, without secrets
 * @param sourceId which one it was: a file name, a JMS message id, a webhook path; null if the source does not say
 * @param acceptedAt when the hub took it from its source
 */
public record Origin(
        String id, String route, String source, @Nullable String sourceId, Instant acceptedAt) {}
