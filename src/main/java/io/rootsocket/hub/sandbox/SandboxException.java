package io.rootsocket.hub.sandbox;

import java.net.BindException;

/** The sandbox could not listen. The message says where, why and what to do; nothing was left open. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int port;

    SandboxException(SandboxSettings settings, Throwable cause) {
        super(message(settings, cause), cause);
        this.port = settings.port();
    }

    private static String message(SandboxSettings settings, Throwable cause) {
        String where = "The sandbox cannot listen on %s:%d: ".formatted(settings.host(), settings.port());
        if (cause instanceof BindException) {
            return where
                    + "%s. A hub or a sandbox may run there already: stop it, or choose another port with HUB_SANDBOX_PORT (0 takes any that is free)."
                            .formatted(cause.getMessage());
        }
        return where + cause + ". Check the host.";
    }

    /** The port that was asked for. */
    public int port() {
        return port;
    }
}
