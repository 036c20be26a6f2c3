package io.rootsocket.hub.schedule.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of an occurrence.
 *
 * @param occurrence which one
 * @param outcome what became of it
 * @param detail why, where there is something to say
 * @param node the node that fired it; empty if none did
 * @param firedAt when it fired; null if it did not
 * @param completedAt when its route ended; null if it has not
 * @param attempts how often a node began it; more than one after a crash
 * @param askedBy who asked for it, where a person did
 */
public record LedgerEntry(
        Occurrence occurrence,
        Outcome outcome,
        @Nullable String detail,
        String node,
        @Nullable Instant firedAt,
        @Nullable Instant completedAt,
        int attempts,
        @Nullable String askedBy) {}
