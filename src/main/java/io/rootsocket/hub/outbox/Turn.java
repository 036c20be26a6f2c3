package io.rootsocket.hub.outbox;

/** A worker's turn at a lane: what it asks, and what it tells. */
interface Turn {

    /** The lane whose turn it is. */
    LaneName lane();

    /** Why its first message could not be delivered before. */
    FailedAttempts failures();

    /** RootSocket has answered; a message is gone from the lane. */
    void settled();

    /** A message is gone from the lane without having been sent. */
    void skipped();

    /** Whether the worker may wait a little for the lane's next message: nobody else needs it. */
    boolean mayLinger();

    /** Whether the turn goes on with another message, which then may be sent. */
    boolean goesOn();
}
