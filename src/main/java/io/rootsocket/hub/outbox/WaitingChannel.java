package io.rootsocket.hub.outbox;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What waits for one channel.
 *
 * @param account which RootSocket application it is for
 * @param channel the channel
 * @param depth how many messages wait
 * @param oldest when the first of them was accepted; empty if it was gone when looked at
 */
public record WaitingChannel(String account, ChannelName channel, long depth, Optional<Instant> oldest) {

    /** How long the oldest message has waited. */
    public Duration age(Instant now) {
        return oldest.map(accepted -> Duration.between(accepted, now)).orElse(Duration.ZERO);
    }
}
