package io.rootsocket.hub.cli.invocation;

import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;

/** The port on which every command expects the sandbox: {@code HUB_SANDBOX_PORT}, default 8001. */
public final class SandboxPort {

    private SandboxPort() {}

    /**
     * The port that the environment gives.
     *
     * @throws HubConfigurationException if it is not a port number
     */
    public static int of(Variables variables) {
        String given = variables.textOrDefault(Variable.HUB_SANDBOX_PORT);
        try {
            return checked(Integer.parseInt(given), "HUB_SANDBOX_PORT");
        } catch (NumberFormatException e) {
            throw new HubConfigurationException("HUB_SANDBOX_PORT=%s is not a port number.".formatted(given), e);
        }
    }

    /** The same port, if it is one; 0 stands for any free one. */
    public static int checked(int port, String name) {
        if (port < 0 || port > 65_535) {
            throw new HubConfigurationException("%s=%d is not a port number up to 65535.".formatted(name, port));
        }
        return port;
    }
}
