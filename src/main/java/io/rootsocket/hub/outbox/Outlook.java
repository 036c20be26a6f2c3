package io.rootsocket.hub.outbox;

/** What is known of a lane's next message, before the broker is asked: to ask costs more than to take what is there. */
enum Outlook {
    /** One was accepted. */
    SURE,
    /** Some were found, which somebody may have taken since. */
    UNSURE,
    /** Nothing was accepted or found since the lane was empty. */
    NOTHING
}
