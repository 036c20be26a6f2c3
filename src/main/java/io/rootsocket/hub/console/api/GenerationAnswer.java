package io.rootsocket.hub.console.api;

import io.rootsocket.hub.reload.history.Generation;
import java.util.List;

/**
 * A generation of the routes.
 *
 * @param generation what is known of it
 * @param files which files it changed, each with {@code +}, {@code -} or {@code ~} before its name
 * @param diff what it changed, as a unified diff
 */
public record GenerationAnswer(Generation generation, List<String> files, String diff) {}
