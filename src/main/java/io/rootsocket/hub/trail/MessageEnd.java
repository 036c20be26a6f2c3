package io.rootsocket.hub.trail;

/** How a message ended. */
public enum MessageEnd {
    DELIVERED,
    /** It is a dead letter. */
    DEAD,
    /** It became too old. */
    EXPIRED,
    /** It had been sent before, and was dropped. */
    REPEATED,
    /** A person deleted it. */
    DISCARDED
}
