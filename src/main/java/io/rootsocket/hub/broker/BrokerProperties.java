package io.rootsocket.hub.broker;

import org.apache.activemq.artemis.api.core.Message;

/** Properties of a message that mean something to the broker. */
public final class BrokerProperties {

    /** The broker drops what comes with one that its address has seen. */
    public static final String DUPLICATE_ID = Message.HDR_DUPLICATE_DETECTION_ID.toString();

    /** Where a message was that the broker has put elsewhere. */
    public static final String ORIGINAL_QUEUE = Message.HDR_ORIGINAL_QUEUE.toString();

    private BrokerProperties() {}
}
