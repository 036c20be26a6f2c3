package io.rootsocket.hub.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its payload, which can be long: what a list shows. The parts are those of {@link DeadLetter}.
 *
 * @param id one message that was sent to several channels has one id, and a letter for each
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterSummary(
        String id,
        Instant failedAt,
        Instant acceptedAt,
        String route,
        String source,
        @Nullable String sourceId,
        boolean part,
        @Nullable String channel,
        int attempts,
        DeadLetter.Reason reason) {}
