package io.rootsocket.hub.cli;

import io.rootsocket.hub.engine.HubConfigurationException;
import java.util.Map;

/** The port on which every command expects the sandbox: {@code HUB_SANDBOX_PORT}, default 8001. */
final class SandboxPort {

    private static final int BY_DEFAULT = 8001;

    private SandboxPort() {}

    /**
     * The port that the environment gives.
     *
     * @throws HubConfigurationException if it is not a port number
     */
    static int of(Map<String, String> environment) {
        String given = environment.getOrDefault("HUB_SANDBOX_PORT", "").strip();
        if (given.isEmpty()) {
            return BY_DEFAULT;
        }
        try {
            return checked(Integer.parseInt(given), "HUB_SANDBOX_PORT");
        } catch (NumberFormatException e) {
            throw new HubConfigurationException("HUB_SANDBOX_PORT=%s is not a port number.".formatted(given), e);
        }
    }

    /** The same port, if it is one; 0 stands for any free one. */
    static int checked(int port, String name) {
        if (port < 0 || port > 65_535) {
            throw new HubConfigurationException("%s=%d is not a port number up to 65535.".formatted(name, port));
        }
        return port;
    }
}
