package io.rootsocket.hub.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who takes the webhook of {@link Flow}, in processes of their own.
 *
 * @param processes all that work for it alone; the callers' and the service's are not among them
 * @param rounds what was measured so far
 */
record Contender(String name, URI url, List<ProcessHandle> processes, List<FlowRound> rounds) {

    Contender(String name, URI url, List<ProcessHandle> processes) {
        this(name, url, processes, new ArrayList<>());
    }

    Duration processorTime() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The rounds with so many callers, who each called again, or who called at a rate. */
    List<FlowRound> rounds(int callers, int perSecond) {
        return rounds.stream()
                .filter(round -> round.callers() == callers && round.rate() == perSecond)
                .toList();
    }
}
