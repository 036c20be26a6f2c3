package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/schedules/{route}/skip}.
 *
 * @param occurrence when it would be due
 * @param by as for {@link ActRequest}
 * @param why as for {@link ActRequest}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SkipRequest(
        Instant occurrence, @Nullable String by, @Nullable String why) {

    public SkipRequest {
        occurrence = TimeRange.possible(Required.given(occurrence, "occurrence"));
        ActRequest.requireName(by);
        ActRequest.requireReason(why);
    }
}
