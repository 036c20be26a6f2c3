package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last messages of each channel, and the last events that were dropped. Safe for use by several threads.
 *
 * <p>Bounded three ways, so that a long run cannot fill the heap: messages per channel, channels, and characters in
 * all. Above a bound the channel that has been silent for longest gives way first.
 */
final class History {

    static final int MAX_CHANNELS = 1_000;
    static final long MAX_CHARACTERS = 32_000_000;

    private final int perChannel;
    private final Map<ChannelName, Deque<ReceivedMessage>> channels = new LinkedHashMap<>();
    private final Deque<DroppedEvent> dropped = new ArrayDeque<>();
    private long characters;

    History(int perChannel) {
        this.perChannel = perChannel;
    }

    synchronized void add(ReceivedMessage message) {
        Deque<ReceivedMessage> known = channels.remove(message.channel());
        Deque<ReceivedMessage> messages = known == null ? new ArrayDeque<>() : known;
        messages.addLast(message);
        channels.put(message.channel(), messages);
        characters += message.data().length();
        if (messages.size() > perChannel) {
            forgetFirst(messages);
        }
        while (channels.size() > MAX_CHANNELS || characters > MAX_CHARACTERS) {
            forgetFirstOfMostSilentChannel();
        }
    }

    private void forgetFirstOfMostSilentChannel() {
        var mostSilent = channels.entrySet().iterator();
        Deque<ReceivedMessage> messages = mostSilent.next().getValue();
        forgetFirst(messages);
        if (messages.isEmpty()) {
            mostSilent.remove();
        }
    }

    private void forgetFirst(Deque<ReceivedMessage> messages) {
        characters -= messages.removeFirst().data().length();
    }

    synchronized void add(DroppedEvent event) {
        dropped.addLast(event);
        if (dropped.size() > perChannel) {
            dropped.removeFirst();
        }
    }

    /** The last messages of a channel, oldest first. */
    synchronized List<ReceivedMessage> messages(ChannelName channel) {
        Deque<ReceivedMessage> messages = channels.get(channel);
        return messages == null ? List.of() : List.copyOf(messages);
    }

    /** The channels that have messages, the one with the latest message last. */
    synchronized List<ChannelName> channels() {
        return List.copyOf(channels.keySet());
    }

    /** The last events that were dropped, oldest first. */
    synchronized List<DroppedEvent> dropped() {
        return new ArrayList<>(dropped);
    }

    synchronized void clear() {
        channels.clear();
        dropped.clear();
        characters = 0;
    }
}
