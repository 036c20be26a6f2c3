package io.rootsocket.hub.console.api;

import org.jspecify.annotations.Nullable;

/**
 * How much somebody is to be logged.
 *
 * @param logger who: a package or class of Java's, the id of a route, or a part of the hub such as {@code outbox}
 * @param level what of it; null: what is configured
 * @param lasting for how long, such as {@code 10m}; null: until the next start
 * @param by who asks
 * @param why for the record
 */
public record LogLevelRequest(
        String logger,
        @Nullable String level,
        @Nullable String lasting,
        @Nullable String by,
        @Nullable String why) {

    public LogLevelRequest {
        Required.given(logger, "logger");
        ActRequest.requireName(by);
        ActRequest.requireReason(why);
    }
}
