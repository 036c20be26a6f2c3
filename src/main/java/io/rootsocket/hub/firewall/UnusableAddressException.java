package io.rootsocket.hub.firewall;

/** An address that a message decides, at least in part, is none that may be called, or none at all. No call was made. */
public final class UnusableAddressException extends UnusableInstructionException {

    private static final long serialVersionUID = 1L;

    UnusableAddressException(String message) {
        super(message);
    }
}
