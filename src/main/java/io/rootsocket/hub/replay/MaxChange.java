package io.rootsocket.hub.replay;

import io.rootsocket.hub.reload.ChangeGuard;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routetest.RecordedInput;
import io.rootsocket.hub.trail.TrailReader;
import io.rootsocket.hub.trail.TrailUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a change of the routes if too many of the last inputs would come out differently. What cannot be compared
 * passes, with a word in the log: it says nothing against the change.
 *
 * @param percent how many of a hundred may differ, from 0 to 100
 * @param trail the last inputs
 */
public record MaxChange(int percent, TrailReader trail) implements ChangeGuard {

    private static final Logger LOG = LoggerFactory.getLogger(MaxChange.class);
    private static final int INPUTS = 200;

    /** @throws IllegalArgumentException if {@code percent} cannot be */
    public MaxChange {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("`%d` is no percentage. It should be from 0 to 100.".formatted(percent));
        }
    }

    @Override
    public Optional<String> refusal(FolderState running, FolderState wanted) {
        try {
            List<RecordedInput> inputs = VersionComparison.inputs(trail, Set.of(), INPUTS);
            VersionDifference difference = VersionComparison.of(running, wanted, inputs);
            return difference.percent() <= percent ? Optional.empty() : Optional.of(words(difference));
        } catch (VersionDoesNotStartException | TrailUnavailableException e) {
            LOG.warn("A change of the routes was not compared with what runs: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private String words(VersionDifference difference) {
        return ("Of the last %d inputs %d would come out differently (%d %%), and at most %d %% may. `hub diff` shows"
                        + " them; `hub reload --max-change 100` takes the change all the same.")
                .formatted(difference.compared(), difference.differ().size(), difference.percent(), percent);
    }
}
