package io.rootsocket.hub.firewall;

/**
 * An address that a message has chosen, at least in part, holds what only a route may say. Nothing was sent to it. What it
 * says of it shows nothing of the address, which may hold a secret of the route.
 */
public final class UnusableAddressException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableAddressException(String message) {
        super(message);
    }

    /** For a text with a placeholder that is not an address, such as a header that a component reads. */
    public static UnusableAddressException placeholder() {
        return new UnusableAddressException(
                "What was computed for this message holds `{{`. Settings are filled in where a file of routes names them, never"
                        + " in what a message brings. Nothing was sent.");
    }
}
