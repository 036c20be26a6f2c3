package io.rootsocket.hub.console.api;

/**
 * What was done with a schedule.
 *
 * @param act {@code run-now}, {@code pause}, {@code resume} or {@code skip}
 * @param on the route, or the one occurrence of it
 */
public record Acted(String act, String on) {}
