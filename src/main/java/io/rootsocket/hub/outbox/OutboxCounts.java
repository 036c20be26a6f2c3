package io.rootsocket.hub.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the outbox does, as meters for each channel. Safe to share between threads. */
final class OutboxCounts {

    private static final String CHANNEL = "channel";
    /** Stands for the channels that have no meters of their own any more. No channel has such a name. */
    private static final String REST = "(others)";
    /** For more channels than that, nobody looks at each. */
    private static final int MANY = 200;

    private final Upkeep upkeep;
    private final ChannelCounters rest;
    private final MeterRegistry meters;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final Map<ChannelName, ChannelCounters> channels = new ConcurrentHashMap<>();

    OutboxCounts(MeterRegistry meters, Upkeep upkeep) {
        this.upkeep = upkeep;
        this.meters = meters;
        this.rest = new ChannelCounters(meters, REST);
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
        ChannelCounters counters = channels.computeIfAbsent(channel, name -> new ChannelCounters(meters, name.value()));
        counters.use();
        return counters;
    }

    void died(ChannelName channel, DeadLetter.Kind kind) {
        of(channel).died(kind);
    }

    /** A gauge for each kind of dead letters. */
    void deadLetters(Supplier<DeadLetterCounts> letters) {
        for (DeadLetter.Kind kind : DeadLetter.Kind.values()) {
            Gauge.builder(
                            "rootsocket.dead.letters",
                            letters,
                            known -> known.get().of(kind))
                    .description("Dead letters that wait for a person")
                    .tag("kind", kind.name())
                    .strongReference(true)
                    .register(meters);
        }
    }

    /** Meters of channels that have not been used for a while go, and what they counted is among those of the rest. */
    void forgetUnused() {
        for (ChannelName channel : List.copyOf(channels.keySet())) {
            channels.computeIfPresent(channel, (name, counters) -> {
                if (!counters.isUnusedFor(channels.size() > MANY ? upkeep.metersOfManyFor() : upkeep.metersFor())) {
                    return counters;
                }
                counters.moveTo(rest);
                return null;
            });
        }
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
