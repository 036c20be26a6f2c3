package io.rootsocket.hub.sandbox;

/** The sandbox does not start. The message says why and what to do. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
