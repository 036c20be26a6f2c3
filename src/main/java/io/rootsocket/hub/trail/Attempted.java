package io.rootsocket.hub.trail;

import java.time.Duration;
import java.time.Instant;

/**
 * A message was sent to RootSocket once.
 *
 * @param at when it was sent
 * @param took how long until the answer, or until there was none
 * @param answer what RootSocket said, or why there was no answer, in one line
 */
public record Attempted(String messageId, String exchangeId, Instant at, Duration took, String answer)
        implements TrailEvent {}
