package io.rootsocket.hub.component;

/** When the exchange that sends a message goes on. */
public enum DeliveryMode {
    /** Once RootSocket has taken the message. */
    DIRECT,
    /** Once the message is stored on disk; it is delivered behind the exchange. Needs a {@link DurableStore}. */
    DURABLE
}
