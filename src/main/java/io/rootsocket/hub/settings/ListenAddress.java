package io.rootsocket.hub.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * A host and a port that the hub listens on.
 *
 * @param host a name or an address; {@code 0.0.0.0} is every interface
 * @param port 1 to 65535
 */
public record ListenAddress(String host, int port) {

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return address().isLoopbackAddress();
    }

    /** Whether it listens on every address of this machine. */
    public boolean isEverywhere() {
        return address().isAnyLocalAddress();
    }

    /**
     * Fails if something else listens here. Camel only warns about a taken port and goes on, deaf.
     *
     * @param variable the setting that chooses another port, for the message
     * @throws HubConfigurationException if the port is taken or may not be opened
     */
    public void requireFree(String variable) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address(), port));
        } catch (IOException e) {
            throw new HubConfigurationException(
                    "Port %d on %s cannot be opened: %s. Stop what listens there, perhaps another hub, or set %s to another port."
                            .formatted(port, host, e.getMessage(), variable),
                    e);
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new HubConfigurationException(
                    "The host `%s` to listen on is not known here. Use an address of this machine, or 127.0.0.1."
                            .formatted(host),
                    e);
        }
    }
}
