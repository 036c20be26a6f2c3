package io.rootsocket.hub.broker;

import io.rootsocket.hub.broker.body.ReadableBodies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManagerImpl;

/**
 * Who may do what in the embedded broker: the hub itself everything; clients, which the routes' {@code jms:} endpoints are
 * too, everything but what is the hub's or the broker's own.
 *
 * @param hub the hub itself, by a name and a password that are new in each process
 * @param clients everybody else
 */
record BrokerSecurity(BrokerLogin hub, BrokerLogin clients) {

    /** What the names of the hub's own addresses and queues begin with. */
    private static final String OURS = "rootsocket.";

    private static final String HUB = "hub";
    private static final String CLIENTS = "clients";
    private static final List<String> HUB_ONLY = List.of(
            OURS + "#",
            // Artemis' own: its management and its notifications, its internal queues, what it gave up.
            "activemq.#",
            "$.#",
            "$sys.#",
            QueueNames.GIVEN_UP + ".#",
            QueueNames.EXPIRED + ".#");

    static BrokerSecurity with(BrokerLogin clients) {
        return new BrokerSecurity(BrokerLogin.unknown(), clients);
    }

    /** For a broker that has no door: nobody comes. */
    static BrokerSecurity closed() {
        return with(BrokerLogin.unknown());
    }

    ActiveMQSecurityManager manager() {
        return new ActiveMQSecurityManagerImpl(new SecurityConfiguration(
                Map.of(hub.user(), hub.password(), clients.user(), clients.password()),
                Map.of(hub.user(), List.of(HUB), clients.user(), List.of(CLIENTS))));
    }

    void apply(Configuration configuration) {
        configuration.setSecurityEnabled(true);
        // Nobody joins a cluster: Artemis' own user for that has a password that everybody knows.
        configuration.setClusterPassword(BrokerLogin.unknown().password());
        // A subscription to `#` would get what is sent to the hub's own addresses.
        configuration.setWildCardConfiguration(new WildcardConfiguration().setRoutingEnabled(false));
        configuration.putSecurityRoles("#", Set.of(everything(), client()));
        HUB_ONLY.forEach(addresses -> configuration.putSecurityRoles(addresses, Set.of(everything())));
        configuration.registerBrokerPlugin(new ClientQueues(OURS));
        configuration.registerBrokerPlugin(new ReadableBodies(hub.user()));
    }

    private static Role everything() {
        return new Role(HUB, true, true, true, true, true, true, true, true, true, true, true, true);
    }

    /** What JMS needs: to send, receive and browse, and to make and delete queues. No management. */
    private static Role client() {
        return new Role(CLIENTS, true, true, true, true, true, true, false, true, true, false, false, false);
    }
}
