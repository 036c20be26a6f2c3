package io.rootsocket.hub.schedule.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the route of an occurrence ended.
 *
 * @param occurrence which one
 * @param outcome how; what was put into the outbox may still have to be delivered
 * @param accepted how many messages were put into the outbox
 * @param detail why, where there is something to say
 * @param at when
 */
public record Completion(
        Occurrence occurrence,
        Outcome outcome,
        int accepted,
        @Nullable String detail,
        Instant at) {}
