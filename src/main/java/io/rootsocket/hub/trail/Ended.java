package io.rootsocket.hub.trail;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of a message. A dead one that is replayed ends again.
 *
 * @param reason why, in one line, where it was not delivered
 */
public record Ended(String messageId, String exchangeId, Instant at, MessageEnd end, Optional<String> reason)
        implements TrailEvent {

    /** Whether a person may send the message again. */
    public boolean mayBeSentAgain() {
        return end == MessageEnd.DEAD || end == MessageEnd.EXPIRED;
    }
}
