package io.rootsocket.hub.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rootsocket.hub.deadletters.DeadLetter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The counters of one channel, each registered when it first counts. Safe to share between threads. */
final class ChannelCounters {

    private final MeterRegistry meters;
    private final String channel;
    private final Map<Name, Counter> counters = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private volatile long used;

    /** @param nanos a clock that nobody sets */
    ChannelCounters(MeterRegistry meters, String channel, LongSupplier nanos) {
        this.meters = meters;
        this.channel = channel;
        this.nanos = nanos;
        this.used = nanos.getAsLong();
    }

    /** @param kind of which kind of dead letters; empty for what has none */
    private record Name(String name, String description, String kind) {

        Name(String name, String description) {
            this(name, description, "");
        }
    }

    private static final Name ACCEPTED = new Name("rootsocket.outbox.accepted", "Messages taken into the outbox");
    private static final Name ATTEMPTS = new Name("rootsocket.outbox.attempts", "Attempts to deliver");
    private static final Name DELIVERED = new Name("rootsocket.outbox.delivered", "Messages that RootSocket has taken");
    private static final Name EXPIRED = new Name("rootsocket.outbox.expired", "Messages that were too late to deliver");

    Counter accepted() {
        return counter(ACCEPTED);
    }

    Counter attempts() {
        return counter(ATTEMPTS);
    }

    Counter delivered() {
        return counter(DELIVERED);
    }

    void died(DeadLetter.Kind kind) {
        if (kind == DeadLetter.Kind.expired) {
            counter(EXPIRED).increment();
        }
        counter(new Name("rootsocket.outbox.dead", "Messages that became dead letters", kind.name()))
                .increment();
    }

    private Counter counter(Name wanted) {
        return counters.computeIfAbsent(wanted, name -> {
            var counter =
                    Counter.builder(name.name()).description(name.description()).tag("channel", channel);
            return (name.kind().isEmpty() ? counter : counter.tag("kind", name.kind())).register(meters);
        });
    }

    void use() {
        used = nanos.getAsLong();
    }

    boolean isUnusedFor(Duration time) {
        return nanos.getAsLong() - used > time.toNanos();
    }

    /** Adds what these have counted to others, and unregisters these. */
    void moveTo(ChannelCounters others) {
        counters.forEach((name, counter) -> {
            others.counter(name).increment(counter.count());
            meters.remove(counter);
        });
    }
}
