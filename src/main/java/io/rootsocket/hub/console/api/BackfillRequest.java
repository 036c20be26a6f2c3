package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rootsocket.hub.schedule.backfill.BackfillRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/schedules/{route}/backfill}.
 *
 * @param from what was due from then on
 * @param to until before then; now by default
 * @param everyMillis how long to wait from one to the next; a second by default
 * @param dryRun whether to count only
 * @param by as for {@link ActRequest}
 * @param why as for {@link ActRequest}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackfillRequest(
        Instant from,
        @Nullable Instant to,
        @Nullable Integer everyMillis,
        @Nullable Boolean dryRun,
        @Nullable String by,
        @Nullable String why) {

    public BackfillRequest {
        from = TimeRange.possible(Required.given(from, "from"));
        if (to != null) {
            TimeRange.possible(to);
        }
        ActRequest.requireName(by);
        ActRequest.requireReason(why);
    }

    public BackfillRange range() {
        return new BackfillRange(
                from,
                Optional.ofNullable(to).orElseGet(Instant::now),
                Optional.ofNullable(everyMillis)
                        .map(millis -> Duration.ofMillis(millis))
                        .orElse(BackfillRange.DEFAULT_PACE));
    }
}
