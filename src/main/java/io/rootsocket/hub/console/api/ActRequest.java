package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/schedules/{route}/run-now}, {@code pause}, {@code resume} and {@code backfill-cancel}.
 *
 * @param by who asks, for the record; a name of at most {@value #MAX_NAME} characters
 * @param why for the record too; one line of at most {@value #MAX_REASON} characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActRequest(@Nullable String by, @Nullable String why) {

    static final int MAX_NAME = 100;
    /** With the name it is as long as the ledger has room for. */
    static final int MAX_REASON = 90;

    public ActRequest {
        requireName(by);
        requireReason(why);
    }

    static void requireName(@Nullable String by) {
        if (by != null && (by.isBlank() || by.length() > MAX_NAME || by.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("`by` must be a name of 1 to %d characters.".formatted(MAX_NAME));
        }
    }

    static void requireReason(@Nullable String why) {
        if (why != null && (why.length() > MAX_REASON || why.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(
                    "`why` must be one line of at most %d characters.".formatted(MAX_REASON));
        }
    }

    /** Who and why, as the ledger keeps it: {@code ann (the shop was away)}. */
    public static String recorded(@Nullable String by, @Nullable String why) {
        return Optional.ofNullable(by).orElse("somebody")
                + (why == null || why.isBlank() ? "" : " (%s)".formatted(why.strip()));
    }
}
