package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/routes/{route}/inspection}.
 *
 * @param next how many exchanges to watch; 0 ends it
 * @param seconds after how long it ends without them; 10 minutes if it is not said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InspectionRequest(int next, @Nullable Integer seconds) {

    private static final int USUAL = 600;

    /** After how long it ends. */
    public Duration timeout() {
        return Duration.ofSeconds(seconds == null ? USUAL : seconds);
    }
}
