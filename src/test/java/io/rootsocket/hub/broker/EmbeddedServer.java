package io.rootsocket.hub.broker;

import org.apache.activemq.artemis.core.server.ActiveMQServer;

/** The server inside an embedded broker, for tests that hurt it or look into it. */
public final class EmbeddedServer {

    private EmbeddedServer() {}

    public static ActiveMQServer of(Broker broker) {
        return broker.embedded().orElseThrow().active();
    }
}
