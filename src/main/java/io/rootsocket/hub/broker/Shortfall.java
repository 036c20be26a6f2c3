package io.rootsocket.hub.broker;

import io.rootsocket.hub.text.Counted;
import java.time.Instant;

/**
 * Messages that were accepted and are gone from the broker's disk without having been delivered.
 *
 * @param queue in which they waited
 * @param messages how many
 * @param since when the earliest of those that waited then was accepted
 */
public record Shortfall(String queue, long messages, Instant since) {

    /** In the history it stands in the place of a schedule. */
    public String place() {
        return "(%s)".formatted(of().replaceFirst("channel ", "outbox: ").replaceFirst("queue ", "queue: "));
    }

    private String of() {
        if (queue.equals(QueueNames.DEAD_LETTERS)) {
            return "dead letters";
        }
        return queue.startsWith(QueueNames.OUTBOX_PREFIX)
                // An application, a dot, a channel.
                ? "channel " + queue.substring(queue.indexOf('.', QueueNames.OUTBOX_PREFIX.length()) + 1)
                : "queue " + queue;
    }

    /** For the log, the health page and the ledger. */
    @Override
    public String toString() {
        return "%s for %s %s missing, of those accepted since %s: the broker's files have lost %s."
                .formatted(
                        Counted.of(messages, "message"),
                        of(),
                        messages == 1 ? "is" : "are",
                        since,
                        messages == 1 ? "it" : "them");
    }
}
