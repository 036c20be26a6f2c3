package io.rootsocket.hub.trail;

import java.time.Instant;

/** Something that happened to an exchange or to one of its messages. Immutable. */
public sealed interface TrailEvent permits Arrived, Handled, Accepted, Attempted, Ended {

    /** The exchange that it belongs to, which holds a chain together. */
    String exchangeId();

    Instant at();
}
