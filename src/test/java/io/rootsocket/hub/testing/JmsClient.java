package io.rootsocket.hub.testing;

import io.rootsocket.hub.broker.BrokerLogin;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A program of this machine that uses the embedded broker of a hub, with the password that the hub keeps for it. */
public final class JmsClient {

    private JmsClient() {}

    /** @param data the hub's data folder */
    public static ActiveMQConnectionFactory connect(Path data, int port) {
        BrokerLogin login = BrokerLogin.find(data.resolve("broker"), Optional.empty(), Optional.empty())
                .orElseThrow();
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port, login.user(), login.password());
    }
}
