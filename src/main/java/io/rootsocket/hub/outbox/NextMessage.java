package io.rootsocket.hub.outbox;

/** What is known of a lane's next message, before the broker is asked: to ask costs more than to take what is there. */
enum NextMessage {
    /** One was accepted. */
    EXPECTED,
    /** Some were found, which somebody may have taken since. */
    POSSIBLE,
    /** Nothing was accepted or found since the lane was empty. */
    NONE
}
