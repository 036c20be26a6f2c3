package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.FilterText;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those for which everything given holds. The query of {@code GET /api/dead-letters}, and
 * the body of {@code POST /api/dead-letters/replay} and {@code …/discard}.
 *
 * @param id their id
 * @param channel the channel they were meant for
 * @param route the route that took them
 * @param kind what to do about them
 * @param olderThan how long ago they were given up, at least: {@code 30m}, {@code 7d}
 * @param all all of them; where something is changed, nothing else means that
 * @param limit how many at most
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLettersRequest(
        @Nullable String id,
        @Nullable String channel,
        @Nullable String route,
        DeadLetter.@Nullable Kind kind,
        @Nullable String olderThan,
        @Nullable Boolean all,
        @Nullable Integer limit) {

    /** How many are done or shown at once. */
    public static final int MAX_LIMIT = 1_000;

    public DeadLettersRequest {
        if (limit != null && (limit < 0 || limit > MAX_LIMIT)) {
            throw new IllegalArgumentException(
                    "`%d` is no limit. Write a whole number from 0 to %d.".formatted(limit, MAX_LIMIT));
        }
    }

    /** To look at letters. */
    public static DeadLettersRequest toShow(DeadLetterFilter filter, int limit) {
        return of(filter, null, limit);
    }

    /** To change letters: all of them if the filter holds for all. */
    public static DeadLettersRequest toChange(DeadLetterFilter filter, int limit) {
        return of(filter, filter.equals(DeadLetterFilter.ALL) ? true : null, limit);
    }

    private static DeadLettersRequest of(DeadLetterFilter filter, @Nullable Boolean all, int limit) {
        return new DeadLettersRequest(
                filter.id().orElse(null),
                filter.channel().orElse(null),
                filter.route().orElse(null),
                filter.kind().orElse(null),
                filter.olderThan().map(DeadLettersRequest::inWords).orElse(null),
                all,
                limit);
    }

    private static String inWords(Duration age) {
        return "%dd%dh%dm%ds".formatted(age.toDays(), age.toHoursPart(), age.toMinutesPart(), age.toSecondsPart());
    }

    /**
     * The same as the hub reads it.
     *
     * @throws IllegalArgumentException if {@code olderThan} is no age
     */
    public DeadLetterFilter filter() {
        return new DeadLetterFilter(
                Optional.ofNullable(id),
                Optional.ofNullable(channel),
                Optional.ofNullable(route),
                Optional.ofNullable(kind),
                Optional.ofNullable(olderThan).map(FilterText::age));
    }

    /**
     * The same for a change: all of them only for who says so, as what is discarded does not come back.
     *
     * @throws IllegalArgumentException if nothing says which letters
     */
    public DeadLetterFilter filterOfChange() {
        DeadLetterFilter filter = filter();
        if (filter.equals(DeadLetterFilter.ALL) != Boolean.TRUE.equals(all)) {
            throw new IllegalArgumentException(
                    "Say which dead letters: by id, channel, route, kind or olderThan, or by all=true alone.");
        }
        return filter;
    }
}
