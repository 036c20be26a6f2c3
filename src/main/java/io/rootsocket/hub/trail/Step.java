package io.rootsocket.hub.trail;

import java.time.Duration;
import java.util.Optional;

/**
 * A step that an exchange took.
 *
 * @param label what it does, as in {@code to[rootsocket:message]}
 * @param place its file and line
 */
public record Step(String id, String label, Optional<String> place, Duration took) {}
