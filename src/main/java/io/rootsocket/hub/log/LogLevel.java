package io.rootsocket.hub.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much somebody is logged.
 *
 * @param logger who speaks: a package or a class of Java's, or the id of a route
 * @param level the least that is logged: {@code off}, {@code error}, {@code warn}, {@code info}, {@code debug}, {@code
 *     trace}
 * @param configured what it is without anybody's doing
 * @param until when it goes back to that; null: at the next start
 * @param by who changed it, and why; null if nobody did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogLevel(
        String logger,
        String level,
        String configured,
        @Nullable Instant until,
        @Nullable String by) {}
