package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.nodes.Nodes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What a node does again and again: it measures its clock, and takes over what others left. It says when the database goes
 * away and when it is back, once each. For one thread.
 */
final class NodeUpkeep implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeUpkeep.class);

    /** Where there are no other nodes, so many passes to a report. */
    private static final int ALONE = 10;

    private final Nodes nodes;
    private final NodeClock clock;
    private final Duration takeover;
    private final Recovery recovery;
    private final boolean shared;
    private int passes;
    private boolean away;

    /** @param shared whether there may be other nodes, which take this one for dead if it says nothing */
    NodeUpkeep(Nodes nodes, NodeClock clock, Duration takeover, Recovery recovery, boolean shared) {
        this.nodes = nodes;
        this.clock = clock;
        this.takeover = takeover;
        this.recovery = recovery;
        this.shared = shared;
    }

    /** The clock was set: what it is now is measured and told at once. */
    void clockWasSet() {
        passes = 0;
        run();
    }

    @Override
    public void run() {
        try {
            // Each is a forced write or two.
            if (shared || passes++ % ALONE == 0) {
                nodes.report(clock, takeover);
            }
            if (clock.wrong().isEmpty()) {
                recovery.run();
            }
            sayThatItIsBack();
        } catch (DataAccessException e) {
            sayThatItIsAway(e);
        } catch (RuntimeException e) {
            LOG.warn("What other nodes left behind could not be looked through", e);
        }
    }

    private void sayThatItIsBack() {
        if (away) {
            LOG.info("The database of the schedules answers again; what was missed is caught up by policy");
        }
        away = false;
    }

    private void sayThatItIsAway(DataAccessException e) {
        if (!away) {
            LOG.warn(
                    "The database of the schedules does not answer; nothing fires until it does: {}",
                    e.getMostSpecificCause().getMessage());
        }
        LOG.debug("The database is away", e);
        away = true;
    }
}
