package io.rootsocket.hub.outbox;

import io.rootsocket.hub.protocol.ChannelName;
import java.util.Optional;

/**
 * A channel of an application, which has a queue of its own so that its messages keep their order and wait for nobody
 * else's.
 */
record LaneName(String account, ChannelName channel) {

    /** What the names of all such queues begin with. */
    static final String PREFIX = "rootsocket.outbox.";

    static LaneName of(OutboxMessage message) {
        return new LaneName(message.account(), message.channel());
    }

    /** The lane of a queue; empty if the queue is another one's. */
    static Optional<LaneName> ofQueue(String queue) {
        if (!queue.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] parts = queue.substring(PREFIX.length()).split("\\.", 2);
        return parts.length == 2 ? Optional.of(new LaneName(parts[0], new ChannelName(parts[1]))) : Optional.empty();
    }

    String queue() {
        return PREFIX + account + "." + channel.value();
    }
}
