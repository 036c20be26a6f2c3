package io.rootsocket.hub.console.api;

/**
 * What became of a portion of dead letters.
 *
 * @param done how many were replayed or discarded; 0 if none is left
 */
public record DeadLettersDone(int done) {}
