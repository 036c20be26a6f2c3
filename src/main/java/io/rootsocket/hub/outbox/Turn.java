package io.rootsocket.hub.outbox;

/** A worker's turn at a lane: what it asks, and what it tells. */
interface Turn {

    /** The lane whose turn it is. */
    LaneName lane();

    /** Why its first message could not be delivered before. */
    FailedAttempts failures();

    /** How many messages of the application RootSocket has answered so far, other than with a refusal of all. */
    long answered();

    /** RootSocket has answered; a message is gone from the lane. */
    void settled();

    /** A message is gone from the lane without having been sent. */
    void skipped();

    /** There was nothing to send. */
    void unused();

    /** What is known of the lane's next message. */
    Outlook outlook();

    /** Whether the turn goes on with another message, which then may be sent. */
    boolean goesOn();
}
