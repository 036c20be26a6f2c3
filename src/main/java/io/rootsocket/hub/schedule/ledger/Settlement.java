package io.rootsocket.hub.schedule.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message of an occurrence that was in the outbox.
 *
 * @param occurrence which one
 * @param trouble {@link Outcome#FAILED} or {@link Outcome#EXPIRED} if the message is a dead letter; null if RootSocket has
 *     it
 * @param detail why it is a dead letter
 * @param at when
 */
public record Settlement(
        Occurrence occurrence,
        @Nullable Outcome trouble,
        @Nullable String detail,
        Instant at) {

    boolean isDead() {
        return trouble != null;
    }
}
