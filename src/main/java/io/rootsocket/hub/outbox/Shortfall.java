package io.rootsocket.hub.outbox;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;

/**
 * Messages of a channel that were accepted and are gone from the broker's disk without having been delivered.
 *
 * @param channel which channel
 * @param messages how many
 * @param since when the earliest of those that waited then was accepted
 */
public record Shortfall(ChannelName channel, long messages, Instant since) {

    /** For the log, the health page and the ledger. */
    @Override
    public String toString() {
        return "%,d message(s) for channel %s are missing, of those accepted since %s: the broker's files have lost them."
                .formatted(messages, channel, since);
    }
}
