package io.rootsocket.hub.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an occurrence ended.
 *
 * @param occurrence which one
 * @param outcome how
 * @param detail why, where there is something to say
 * @param at when
 */
record Completion(
        Occurrence occurrence, Outcome outcome, @Nullable String detail, Instant at) {}
