package io.rootsocket.hub.console.api;

/**
 * {@code GET /api/messages/<id>/test}: a real message as a test of its route.
 *
 * @param yaml a file of tests
 */
public record TestAnswer(String yaml) {}
