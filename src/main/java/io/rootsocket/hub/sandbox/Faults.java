package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.sandbox.Fault.Latency;
import io.rootsocket.hub.sandbox.Fault.Outage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The faults of a sandbox. Latencies add up; of the other faults a request meets the first that applies, in the order
 * in which they were injected. Safe for use by several threads.
 */
public final class Faults {

    private final Clock clock;
    private final List<ActiveFault> active = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Faults(Clock clock) {
        this.clock = clock;
    }

    /** Adds a fault to those that are active. */
    public void inject(Fault fault) {
        synchronized (this) {
            active.add(new ActiveFault(fault, clock.instant()));
        }
        changed();
    }

    /** Puts these faults in the place of those that are active. */
    public void replace(List<Fault> faults) {
        synchronized (this) {
            active.clear();
            faults.forEach(fault -> active.add(new ActiveFault(fault, clock.instant())));
        }
        changed();
    }

    /** Ends all faults. */
    public void clear() {
        replace(List.of());
    }

    /** The faults that the next request could meet, each with what is left of its times and its duration. */
    public synchronized List<Fault> active() {
        forgetSpent();
        return active.stream().map(fault -> fault.remaining(clock.instant())).toList();
    }

    /** Whether an outage is going on. Does not count as a request. */
    synchronized boolean outage() {
        forgetSpent();
        return active.stream().anyMatch(fault -> fault.effect() instanceof Outage);
    }

    /**
     * What the next request meets.
     *
     * @param delay how long to wait first
     * @param effect what to do then; never a latency
     */
    record Verdict(Duration delay, Optional<Fault.Effect> effect) {}

    /**
     * Decides about a request, which uses up a time of each fault that it meets.
     *
     * @param channel the channel that the request names
     */
    Verdict next(Supplier<Optional<ChannelName>> channel) {
        Verdict verdict;
        boolean spent;
        synchronized (this) {
            if (active.isEmpty()) {
                return new Verdict(Duration.ZERO, Optional.empty());
            }
            forgetSpent();
            verdict = verdict(channel.get());
            spent = forgetSpent();
        }
        if (spent) {
            changed();
        }
        return verdict;
    }

    private Verdict verdict(Optional<ChannelName> channel) {
        return new Verdict(delay(channel), effect(channel));
    }

    private Duration delay(Optional<ChannelName> channel) {
        Duration delay = Duration.ZERO;
        for (ActiveFault fault : active) {
            if (fault.effect() instanceof Latency latency && fault.meets(channel, clock.instant())) {
                delay = delay.plus(latency.delay());
            }
        }
        return delay;
    }

    private Optional<Fault.Effect> effect(Optional<ChannelName> channel) {
        return active.stream()
                .filter(fault -> !(fault.effect() instanceof Latency) && fault.meets(channel, clock.instant()))
                .findFirst()
                .map(ActiveFault::effect);
    }

    private boolean forgetSpent() {
        return active.removeIf(fault -> fault.spent(clock.instant()));
    }

    /** Calls the listener, on the thread of the change, when faults were injected or cleared or are used up. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
