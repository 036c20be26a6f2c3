package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rootsocket.hub.trail.MessageEnd;
import io.rootsocket.hub.trail.Result;
import io.rootsocket.hub.trail.SourceKind;
import io.rootsocket.hub.trail.TrailFilter;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/replays} and {@code …/plan}: what is to be sent through its route again. One of it, or all that of which
 * everything given holds; at least one must be given.
 *
 * @param id one, by any of its ids
 * @param route the route that took it
 * @param channel a channel that a message of it went to
 * @param kind what brought it
 * @param result how its route ended it
 * @param end how a message of it ended
 * @param from when it came, at the earliest
 * @param to before when it came
 * @param text what it contains
 * @param asKept whether what is kept cut or redacted is sent too, as it is kept; default false
 * @param perSecond how many to send in a second; default 10
 * @param by who asks, for the record
 * @param why what for, for the record; at most {@value #MAX_WHY} characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayRequest(
        @Nullable String id,
        @Nullable String route,
        @Nullable String channel,
        @Nullable SourceKind kind,
        @Nullable Result result,
        @Nullable MessageEnd end,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text,
        @Nullable Boolean asKept,
        @Nullable Integer perSecond,
        @Nullable String by,
        @Nullable String why) {

    static final int MAX_WHY = 200;

    public ReplayRequest {
        ActRequest.requireName(by);
        if (why != null && (why.length() > MAX_WHY || why.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("`why` must be one line of at most %d characters.".formatted(MAX_WHY));
        }
        boolean filtered =
                Stream.of(route, channel, kind, result, end, from, to, text).anyMatch(part -> part != null);
        if (filtered == (id != null)) {
            throw new IllegalArgumentException(
                    id == null
                            ? "Say what to send again: by an id, or by route, channel, kind, result, end, from, to or text."
                            : "An id and a choice contradict each other. Leave one out.");
        }
    }

    /** What is described, if there is no id. */
    public TrailFilter filter() {
        return new TrailFilter(
                Optional.ofNullable(route),
                Optional.ofNullable(channel),
                Optional.ofNullable(kind),
                Optional.ofNullable(result),
                Optional.ofNullable(end),
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                Optional.ofNullable(text),
                TrailFilter.MAX_CHAINS,
                Optional.empty());
    }
}
