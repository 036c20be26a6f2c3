package io.rootsocket.hub.deadletters;

import java.util.List;

/**
 * What a look at the dead letters found.
 *
 * @param matching how many there are
 * @param replayable how many of them can be replayed now, by whom was asked
 * @param letters the first of them, the oldest first
 */
public record DeadLetterPage(int matching, int replayable, List<DeadLetterSummary> letters) {

    public DeadLetterPage {
        letters = List.copyOf(letters);
    }
}
