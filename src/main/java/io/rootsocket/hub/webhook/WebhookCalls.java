package io.rootsocket.hub.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls of one webhook that have not ended, bounded. Safe for threads. */
final class WebhookCalls {

    private final int max;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<WebhookCall> unanswered = ConcurrentHashMap.newKeySet();

    WebhookCalls(int max) {
        this.max = max;
    }

    /** A call more, whose caller waits that long; empty if there are too many. */
    Optional<WebhookCall> begin(Duration timeout) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new WebhookCall(timeout, ended -> {
            unanswered.remove(ended);
            open.decrementAndGet();
        }));
    }

    /** Its caller is told to come back, whatever its route does. */
    void giveUp(WebhookCall call) {
        unanswered.add(call);
        call.giveUp();
        if (call.hasEnded()) {
            unanswered.remove(call);
        }
    }

    /** How many routes run on although their callers were told to come back. */
    int unanswered() {
        return unanswered.size();
    }
}
