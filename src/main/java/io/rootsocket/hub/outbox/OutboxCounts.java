package io.rootsocket.hub.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the outbox does, as meters for each channel. Safe to share between threads. */
final class OutboxCounts {

    private static final String CHANNEL = "channel";

    private final MeterRegistry meters;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final Map<ChannelName, ChannelCounters> channels = new ConcurrentHashMap<>();

    OutboxCounts(MeterRegistry meters) {
        this.meters = meters;
        this.depth = MultiGauge.builder("rootsocket.outbox.depth")
                .description("Messages that wait for their delivery")
                .register(meters);
        this.oldest = MultiGauge.builder("rootsocket.outbox.oldest.age")
                .description("How long the oldest waiting message has waited")
                .baseUnit("seconds")
                .register(meters);
    }

    void accepted(ChannelName channel) {
        of(channel).accepted().increment();
    }

    void attempted(ChannelName channel) {
        of(channel).attempts().increment();
    }

    void delivered(ChannelName channel) {
        of(channel).delivered().increment();
    }

    /** The registry would make a new key for each message to find them. */
    private ChannelCounters of(ChannelName channel) {
        return channels.computeIfAbsent(
                channel,
                name -> new ChannelCounters(
                        counter("rootsocket.outbox.accepted", "Messages taken into the outbox", name),
                        counter("rootsocket.outbox.attempts", "Attempts to deliver", name),
                        counter("rootsocket.outbox.delivered", "Messages that RootSocket has taken", name)));
    }

    private record ChannelCounters(Counter accepted, Counter attempts, Counter delivered) {}

    void died(ChannelName channel, DeadLetter.Kind kind) {
        if (kind == DeadLetter.Kind.expired) {
            counter("rootsocket.outbox.expired", "Messages that were too late to deliver", channel)
                    .increment();
        }
        Counter.builder("rootsocket.outbox.dead")
                .description("Messages that became dead letters")
                .tag(CHANNEL, channel.value())
                .tag("kind", kind.name())
                .register(meters)
                .increment();
    }

    private Counter counter(String name, String description, ChannelName channel) {
        return Counter.builder(name)
                .description(description)
                .tag(CHANNEL, channel.value())
                .register(meters);
    }

    /** Channels for which nothing waits any more disappear. */
    void waiting(List<WaitingChannel> channels, Instant now) {
        depth.register(rows(channels, now, false), true);
        oldest.register(rows(channels, now, true), true);
    }

    private static List<MultiGauge.Row<?>> rows(List<WaitingChannel> channels, Instant now, boolean age) {
        return channels.stream()
                .<MultiGauge.Row<?>>map(waiting -> MultiGauge.Row.of(
                        Tags.of(CHANNEL, waiting.channel().value()),
                        age ? waiting.age(now).toMillis() / 1_000.0 : waiting.depth()))
                .toList();
    }
}
