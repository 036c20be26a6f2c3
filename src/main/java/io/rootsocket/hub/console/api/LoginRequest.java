package io.rootsocket.hub.console.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/session}.
 *
 * @param token the hub's {@code HUB_ADMIN_TOKEN}, if it has one
 */
public record LoginRequest(@Nullable String token) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "LoginRequest[]";
    }
}
