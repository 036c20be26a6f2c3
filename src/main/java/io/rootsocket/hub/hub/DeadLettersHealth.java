package io.rootsocket.hub.hub;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterCounts;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says how many dead letters wait for a person. The hub is well with them: a stranger can cause one, and must not take it out
 * of service. Safe for threads.
 */
final class DeadLettersHealth extends AbstractHealthCheck {

    private final Supplier<DeadLetterCounts> counts;

    DeadLettersHealth(Supplier<DeadLetterCounts> counts) {
        super("hub", "dead-letters");
        this.counts = counts;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        DeadLetterCounts now = counts.get();
        result.detail("dead-letters", now.total());
        for (DeadLetter.Kind kind : DeadLetter.Kind.values()) {
            if (now.of(kind) > 0) {
                result.detail("dead-letters." + kind, now.of(kind));
            }
        }
        if (now.total() > 0) {
            result.message("%s: `hub dead-letters list` shows why.".formatted(now));
        }
        result.up();
    }
}
