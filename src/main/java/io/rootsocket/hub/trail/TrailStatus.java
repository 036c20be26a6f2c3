package io.rootsocket.hub.trail;

import java.util.Optional;

/**
 * How the trail is.
 *
 * @param recorded how many events this run has kept
 * @param dropped how many it had no room for
 * @param waiting how many bytes wait for the database
 * @param stored how many bytes the parts have in the database, as of the last minute
 * @param problem why events wait or are dropped; empty: they do not
 */
public record TrailStatus(long recorded, long dropped, long waiting, long stored, Optional<String> problem) {}
