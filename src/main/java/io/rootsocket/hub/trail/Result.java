package io.rootsocket.hub.trail;

/** How a route ended an exchange. */
public enum Result {
    HANDLED,
    FAILED,
    /** It had come before, and was dropped. */
    REPEATED,
    /** The route ended it before its last step, such as by a filter. */
    STOPPED
}
