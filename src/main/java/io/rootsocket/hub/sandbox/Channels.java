package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.Wire;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels: who is subscribed, and what was sent last. Safe to share between threads. */
final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    /** How many messages are kept of each channel. */
    private static final int HISTORY = 1_000;

    private final Clock clock;
    private final Map<String, Deque<ReceivedMessage>> history = new ConcurrentHashMap<>();
    private final Map<String, Set<Consumer<String>>> subscribers = new ConcurrentHashMap<>();
    private final List<Consumer<ReceivedMessage>> watchers = new CopyOnWriteArrayList<>();

    Channels(Clock clock) {
        this.clock = clock;
    }

    void subscribe(String channel, Consumer<String> subscriber) {
        subscribers
                .computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet())
                .add(subscriber);
    }

    void unsubscribe(String channel, Consumer<String> subscriber) {
        subscribers.getOrDefault(channel, Set.of()).remove(subscriber);
    }

    boolean isSubscribed(String channel, Consumer<String> subscriber) {
        return subscribers.getOrDefault(channel, Set.of()).contains(subscriber);
    }

    /** Hands a message to every subscriber, or drops it without a word to its sender if it is too large. */
    void send(ChannelName channel, String raw) {
        byte[] event = Wire.write(Event.message(channel, raw));
        boolean dropped = event.length > Event.MAX_BYTES;
        var message = new ReceivedMessage(channel.value(), raw, clock.instant(), dropped);
        Deque<ReceivedMessage> last = history.computeIfAbsent(channel.value(), name -> new ArrayDeque<>());
        synchronized (last) {
            last.addLast(message);
            if (last.size() > HISTORY) {
                last.removeFirst();
            }
        }
        if (dropped) {
            LOG.warn(
                    "Dropped a message to channel {}: its event has {} bytes, and the service drops events above {}.",
                    channel,
                    event.length,
                    Event.MAX_BYTES);
        } else {
            String text = Wire.writeText(Event.message(channel, raw));
            subscribers.getOrDefault(channel.value(), Set.of()).forEach(subscriber -> subscriber.accept(text));
        }
        watchers.forEach(watcher -> watcher.accept(message));
    }

    List<ReceivedMessage> messages(String channel) {
        Deque<ReceivedMessage> last = history.getOrDefault(channel, new ArrayDeque<>());
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    List<ReceivedMessage> allMessages() {
        return history.keySet().stream()
                .sorted()
                .flatMap(name -> messages(name).stream())
                .toList();
    }

    void watch(Consumer<ReceivedMessage> watcher) {
        watchers.add(watcher);
    }

    void unwatch(Consumer<ReceivedMessage> watcher) {
        watchers.remove(watcher);
    }
}
