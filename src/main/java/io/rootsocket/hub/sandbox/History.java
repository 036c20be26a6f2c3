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
    private final Map<ChannelName, OfChannel> channels = new LinkedHashMap<>();
    private final Deque<DroppedEvent> dropped = new ArrayDeque<>();
    private long characters;
    private int forgottenChannels;

    /** What is kept of a channel, and how many messages it has had in all. */
    private static final class OfChannel {
        private final Deque<ReceivedMessage> messages = new ArrayDeque<>();
        private long total;
    }

    History(int perChannel) {
        this.perChannel = perChannel;
    }

    synchronized void add(ReceivedMessage message) {
        OfChannel known = channels.remove(message.channel());
        OfChannel channel = known == null ? new OfChannel() : known;
        channel.messages.addLast(message);
        channel.total++;
        channels.put(message.channel(), channel);
        characters += message.data().length();
        if (channel.messages.size() > perChannel) {
            forgetFirst(channel.messages);
        }
        while (channels.size() > MAX_CHANNELS || characters > MAX_CHARACTERS) {
            forgetFirstOfMostSilentChannel();
        }
    }

    private void forgetFirstOfMostSilentChannel() {
        var mostSilent = channels.entrySet().iterator();
        Deque<ReceivedMessage> messages = mostSilent.next().getValue().messages;
        forgetFirst(messages);
        if (messages.isEmpty()) {
            mostSilent.remove();
            forgottenChannels++;
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
        OfChannel known = channels.get(channel);
        return known == null ? List.of() : List.copyOf(known.messages);
    }

    /** How many messages each channel has had, whether they are kept or not; the one with the latest message last. */
    synchronized Map<ChannelName, Long> totals() {
        var totals = new LinkedHashMap<ChannelName, Long>();
        channels.forEach((name, channel) -> totals.put(name, channel.total));
        return totals;
    }

    /** How many channels had to give way. */
    synchronized int forgottenChannels() {
        return forgottenChannels;
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
        forgottenChannels = 0;
    }
}
