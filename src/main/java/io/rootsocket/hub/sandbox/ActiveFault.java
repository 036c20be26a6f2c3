package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import io.rootsocket.hub.sandbox.Fault.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A fault and what is left of it. Guarded by {@link Faults}. */
final class ActiveFault {

    private final Fault fault;
    private final Optional<Instant> until;
    private OptionalInt left;
    private long second;
    private int inThatSecond;

    ActiveFault(Fault fault, Instant now) {
        this.fault = fault;
        this.until = fault.lasting().map(now::plus);
        this.left = fault.times();
    }

    Fault.Effect effect() {
        return fault.effect();
    }

    boolean spent(Instant now) {
        return left.orElse(1) == 0 || until.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Whether a request meets this fault; if it does, it uses up a time. */
    boolean meets(Optional<ChannelName> channel, Instant now) {
        if (fault.channel().isPresent() && !fault.channel().equals(channel)) {
            return false;
        }
        if (effect() instanceof RateLimit limit && letsThrough(limit, now)) {
            return false;
        }
        if (left.isPresent()) {
            left = OptionalInt.of(left.getAsInt() - 1);
        }
        return true;
    }

    private boolean letsThrough(RateLimit limit, Instant now) {
        if (second != now.getEpochSecond()) {
            second = now.getEpochSecond();
            inThatSecond = 0;
        }
        return ++inThatSecond <= limit.perSecond();
    }

    Fault remaining(Instant now) {
        return new Fault(effect(), left, until.map(end -> Duration.between(now, end)), fault.channel());
    }
}
