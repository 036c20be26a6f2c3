package io.rootsocket.hub.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import io.rootsocket.hub.protocol.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the outbox does, as meters for each channel. Safe to share between threads. */
final class OutboxCounts {

    private static final String CHANNEL = "channel";
    /** Stands for the channels that have no meters of their own any more. No channel has such a name. */
    private static final String REST = "(others)";
    /** For more channels than that, nobody looks at each. */
    private static final int MANY = 200;
    /** So many channels have meters of their own; what further ones count is among those of the rest. */
    static final int MAX = 2_000;

    private final Upkeep upkeep;
    private final ChannelCounters rest;
    private final MeterRegistry meters;
    private final MultiGauge depth;
    private final MultiGauge oldest;
    private final Map<ChannelName, ChannelCounters> channels = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    /** When there were too many last. Of the thread that looks after them. */
    private @Nullable Long many;

    /** @param nanos a clock that nobody sets */
    OutboxCounts(MeterRegistry meters, Upkeep upkeep, LongSupplier nanos) {
        this.upkeep = upkeep;
        this.meters = meters;
        this.nanos = nanos;
        this.rest = new ChannelCounters(meters, REST, nanos);
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
        ChannelCounters known = channels.get(channel);
        if (known == null && channels.size() >= MAX) {
            return rest;
        }
        ChannelCounters counters = known == null
                ? channels.computeIfAbsent(channel, name -> new ChannelCounters(meters, name.value(), nanos))
                : known;
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
        Duration unused = unusedFor();
        for (ChannelName channel : List.copyOf(channels.keySet())) {
            channels.computeIfPresent(channel, (name, counters) -> {
                if (!counters.isUnusedFor(unused)) {
                    return counters;
                }
                counters.moveTo(rest);
                return null;
            });
        }
    }

    /** Once there were too many, all of those go that are not used any more, and not only as many as are too many. */
    private Duration unusedFor() {
        long now = nanos.getAsLong();
        if (channels.size() > MANY) {
            many = now;
        }
        if (many == null) {
            return upkeep.metersFor();
        }
        if (now - many > upkeep.metersOfManyFor().toNanos()) {
            // This is the look at which the last of them go.
            many = null;
        }
        return upkeep.metersOfManyFor();
    }

    /** Channels for which nothing waits any more disappear. Of more than many, those that have waited longest are shown. */
    void waiting(List<WaitingChannel> channels, Instant now) {
        Map<String, Long> depths = new LinkedHashMap<>();
        Map<String, Duration> ages = new LinkedHashMap<>();
        for (WaitingChannel waiting : longest(channels, now)) {
            String name = waiting.channel().value();
            String shown = depths.containsKey(name) || depths.size() < MAX ? name : REST;
            depths.merge(shown, waiting.depth(), Long::sum);
            ages.merge(shown, waiting.age(now), (a, b) -> a.compareTo(b) < 0 ? b : a);
        }
        depth.register(rows(depths, Long::doubleValue), true);
        oldest.register(rows(ages, age -> age.toMillis() / 1_000.0), true);
    }

    private static List<WaitingChannel> longest(List<WaitingChannel> channels, Instant now) {
        return channels.size() <= MAX
                ? channels
                : channels.stream()
                        .sorted(Comparator.comparing((WaitingChannel waiting) -> waiting.age(now))
                                .reversed())
                        .toList();
    }

    private static <T> List<MultiGauge.Row<?>> rows(Map<String, T> channels, ToDoubleFunction<T> value) {
        return channels.entrySet().stream()
                .<MultiGauge.Row<?>>map(channel ->
                        MultiGauge.Row.of(Tags.of(CHANNEL, channel.getKey()), value.applyAsDouble(channel.getValue())))
                .toList();
    }
}
