package io.rootsocket.hub.schedule.nodes;

import java.time.Duration;
import java.util.List;

/**
 * The nodes that share the schedules.
 *
 * @param self this node
 * @param nodes all nodes that live
 */
public record NodesReport(String self, List<Node> nodes) {

    /**
     * A node.
     *
     * @param name its name
     * @param skew how far its clock is ahead of the database's; negative: behind
     */
    public record Node(String name, Duration skew) {}

    public NodesReport {
        nodes = List.copyOf(nodes);
    }

    /** How far the two clocks are apart that are furthest apart. */
    public Duration spread() {
        var summary = nodes.stream().mapToLong(node -> node.skew().toMillis()).summaryStatistics();
        return nodes.isEmpty() ? Duration.ZERO : Duration.ofMillis(summary.getMax() - summary.getMin());
    }
}
