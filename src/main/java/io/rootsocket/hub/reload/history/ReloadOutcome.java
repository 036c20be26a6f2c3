package io.rootsocket.hub.reload.history;

import io.rootsocket.hub.routes.RouteProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of one attempt to change the routes.
 *
 * @param result whether what was wanted runs now
 * @param generation the generation that runs now
 * @param at when it was done
 * @param took how long it took
 * @param changed the ids of what was added ({@code +}), removed ({@code -}) or changed ({@code ~}); empty unless applied
 * @param problems why it was refused, or why a file runs in an older version
 * @param notes what a person should know besides
 */
public record ReloadOutcome(
        Result result,
        int generation,
        Instant at,
        Duration took,
        List<String> changed,
        List<RouteProblem> problems,
        List<String> notes) {

    /** How an attempt can end. */
    public enum Result {
        /** What was wanted runs, but for the files that are named: those are left as they were. */
        APPLIED,
        /** There was nothing to change, but for the files that are named: those are left as they were. */
        UNCHANGED,
        /** What was changed is wrong, or it was to be taken whole and could not: what ran before runs on. */
        REFUSED
    }

    public ReloadOutcome {
        changed = List.copyOf(changed);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
