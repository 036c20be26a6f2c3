package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.MessageRequest;
import io.rootsocket.hub.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is subscribed to what, and handing each message to all of them. Lives on the event loop; not for other threads.
 */
final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private final Map<ChannelName, Set<Connection>> subscribers = new HashMap<>();
    private final History history;
    private final LiveFeed feed;
    private final Clock clock;

    Channels(History history, LiveFeed feed, Clock clock) {
        this.history = history;
        this.feed = feed;
        this.clock = clock;
    }

    /** Hands the message to every subscriber; drops it, as RootSocket does, if its event is above the limit. */
    void publish(MessageRequest message) {
        Event event = message.event();
        byte[] encoded = Wire.write(event);
        if (encoded.length > Event.MAX_BYTES) {
            drop(new DroppedEvent(message.channel(), encoded.length, clock.instant()));
            return;
        }
        var received = new ReceivedMessage(message.channel(), raw(event), clock.instant());
        history.add(received);
        String text = new String(encoded, StandardCharsets.UTF_8);
        List.copyOf(subscribers.getOrDefault(message.channel(), Set.of())).forEach(client -> client.deliver(text));
        feed.received(received);
    }

    private static String raw(Event event) {
        Event.Data data = event.data();
        return data == null || data.raw() == null ? "" : data.raw();
    }

    private void drop(DroppedEvent event) {
        LOG.warn(
                "Dropped a message to channel {}: its event has {} bytes, above RootSocket's limit of {}. RootSocket "
                        + "does not tell the sender either. Send less, or a link to it.",
                event.channel(),
                event.bytes(),
                Event.MAX_BYTES);
        history.add(event);
        feed.dropped(event);
    }

    void subscribe(ChannelName channel, Connection client) {
        subscribers.computeIfAbsent(channel, name -> new LinkedHashSet<>()).add(client);
    }

    void unsubscribe(ChannelName channel, Connection client) {
        subscribers.computeIfPresent(channel, (name, clients) -> {
            clients.remove(client);
            return clients.isEmpty() ? null : clients;
        });
    }

    boolean isSubscribed(ChannelName channel, Connection client) {
        return subscribers.getOrDefault(channel, Set.of()).contains(client);
    }

    /** Ends all subscriptions of a client that is gone. */
    void leave(Connection client) {
        subscribers.values().removeIf(clients -> clients.remove(client) && clients.isEmpty());
    }
}
