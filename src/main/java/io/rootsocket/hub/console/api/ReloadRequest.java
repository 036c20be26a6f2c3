package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/reload}: takes the folder as it is saved.
 *
 * @param maxChange how many of a hundred of the last inputs may come out differently; none: as {@code HUB_MAX_CHANGE} says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReloadRequest(@Nullable Integer maxChange) {}
