package io.rootsocket.hub.trail;

/** What brought an exchange. */
public enum SourceKind {
    WEBHOOK,
    FILE,
    QUEUE,
    MAIL,
    SCHEDULE,
    TIMER,
    POLL,
    OTHER
}
