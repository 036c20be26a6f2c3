package io.rootsocket.hub.console.api;

import io.rootsocket.hub.engine.reload.Generation;

/**
 * A generation of the routes.
 *
 * @param generation what is known of it
 * @param diff what it changed, as a unified diff
 */
public record GenerationAnswer(Generation generation, String diff) {}
