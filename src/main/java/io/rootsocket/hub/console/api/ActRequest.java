package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/schedules/{route}/run-now}, {@code pause} and {@code resume}.
 *
 * @param by who asks, for the record; a name of at most {@value #MAX_NAME} characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActRequest(@Nullable String by) {

    static final int MAX_NAME = 100;

    public ActRequest {
        requireName(by);
    }

    static void requireName(@Nullable String by) {
        if (by != null && (by.isBlank() || by.length() > MAX_NAME || by.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("`by` must be a name of 1 to %d characters.".formatted(MAX_NAME));
        }
    }
}
