package io.rootsocket.hub.hub;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.broker.BrokerLogin;
import io.rootsocket.hub.hub.HubSettings.BrokerSettings;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a JMS client gets into the broker of a hub, whether the hub runs or not.
 *
 * @param url where it is
 * @param user what the client calls itself; empty: the broker elsewhere is not said to ask
 * @param password the client's password; empty: as above
 * @param passwordFile where the hub keeps the password; empty if it is set with HUB_BROKER_PASSWORD, or none
 */
public record BrokerAccess(String url, Optional<String> user, Optional<String> password, Optional<Path> passwordFile) {

    /**
     * Looks it up.
     *
     * @throws HubConfigurationException if no hub with these settings has made up a password yet
     * @throws BrokerException if the password cannot be read
     */
    public static BrokerAccess of(HubSettings settings) {
        BrokerSettings broker = settings.broker();
        if (broker.url().isPresent()) {
            return new BrokerAccess(
                    Broker.withoutLogin(broker.url().get()), broker.user(), broker.password(), Optional.empty());
        }
        Path folder = StoppedHub.brokerIn(settings.data());
        BrokerLogin login = BrokerLogin.find(folder, broker.user(), broker.password())
                .orElseThrow(() -> new HubConfigurationException(
                        ("There is no password for the embedded broker in %s yet: a hub makes it up when it starts for the"
                                        + " first time. Start it, name its folder with HUB_DATA, or set HUB_BROKER_PASSWORD.")
                                .formatted(settings.data())));
        return new BrokerAccess(
                "tcp://127.0.0.1:" + broker.port(),
                Optional.of(login.user()),
                Optional.of(login.password()),
                broker.password().isPresent() ? Optional.empty() : Optional.of(BrokerLogin.file(folder)));
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "BrokerAccess[url=%s, user=%s]".formatted(url, user);
    }
}
