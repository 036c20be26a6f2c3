package io.rootsocket.hub.console.api;

import org.jspecify.annotations.Nullable;

/** Fields that a request must have. */
final class Required {

    private Required() {}

    static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("`%s` is missing.".formatted(name));
        }
        return value;
    }
}
