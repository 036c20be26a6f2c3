package io.rootsocket.hub.outbox.message;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.QueueNames;
import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import jakarta.jms.Queue;
import java.util.Optional;

/**
 * A channel of an application, which has a queue of its own so that its messages keep their order and wait for nobody
 * else's.
 */
public record LaneName(String account, ChannelName channel) {

    public static LaneName of(OutboxMessage message) {
        return new LaneName(message.account(), message.channel());
    }

    /** The lane of a queue; empty if the queue is another one's, or none that the hub would make. */
    public static Optional<LaneName> ofQueue(String queue) {
        if (!queue.startsWith(QueueNames.OUTBOX_PREFIX)) {
            return Optional.empty();
        }
        String[] parts = queue.substring(QueueNames.OUTBOX_PREFIX.length()).split("\\.", 2);
        try {
            return parts.length == 2
                    ? Optional.of(new LaneName(parts[0], new ChannelName(parts[1])))
                    : Optional.empty();
        } catch (InvalidChannelNameException e) {
            return Optional.empty();
        }
    }

    public String queue() {
        return QueueNames.OUTBOX_PREFIX + account + "." + channel.value();
    }

    /** Its queue. The object remembers that the queue exists once the broker has said so; who sends often keeps it. */
    public Queue destination() {
        return Broker.queue(queue());
    }
}
