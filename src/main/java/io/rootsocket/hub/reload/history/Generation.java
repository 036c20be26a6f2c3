package io.rootsocket.hub.reload.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One state of the folder that ran, or that was refused.
 *
 * @param number from 1, never used twice
 * @param at when
 * @param cause what led to it: {@code start}, {@code saved}, {@code asked}, {@code rollback to 3}
 * @param result {@link ReloadOutcome.Result#APPLIED} or {@link ReloadOutcome.Result#REFUSED}
 * @param changed the ids of what was added ({@code +}), removed ({@code -}) or changed ({@code ~})
 * @param problems why it was refused, or which file runs in an older version
 * @param files the SHA-256 of each file, by name
 */
public record Generation(
        int number,
        Instant at,
        String cause,
        ReloadOutcome.Result result,
        List<String> changed,
        List<String> problems,
        Map<String, String> files) {

    public Generation {
        changed = List.copyOf(changed);
        problems = List.copyOf(problems);
        files = Map.copyOf(files);
    }

    public boolean wasApplied() {
        return result == ReloadOutcome.Result.APPLIED;
    }
}
