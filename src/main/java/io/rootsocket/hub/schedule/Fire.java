package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.timetable.Overlap;
import java.time.Instant;
import java.util.Optional;

/**
 * An occurrence that this node is to run.
 *
 * @param occurrence which one
 * @param overlap what if the one before it is still under way
 * @param next the occurrence after it
 */
public record Fire(Occurrence occurrence, Overlap overlap, Optional<Instant> next) {}
