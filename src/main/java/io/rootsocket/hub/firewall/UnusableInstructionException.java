package io.rootsocket.hub.firewall;

/**
 * What a message decides, at least in part, holds what it may not: an address what only a route may say, the header of a
 * mail a line of its own. Nothing was sent. What it says shows nothing of the value, which may hold a secret of the route.
 */
public sealed class UnusableInstructionException extends RuntimeException permits UnusableAddressException {

    private static final long serialVersionUID = 1L;

    UnusableInstructionException(String message) {
        super(message);
    }

    /** For a text with a placeholder that is not an address, such as a header that a component reads. */
    public static UnusableInstructionException placeholder() {
        return new UnusableInstructionException(
                "What was computed for this message holds `{{`. Settings are filled in where a file of routes names them, never"
                        + " in what a message brings. Nothing was sent.");
    }

    /** For a header that would be several in what is sent. */
    static UnusableInstructionException lines(String what) {
        return new UnusableInstructionException(
                "%s holds a line break or another control character, and would begin a header of its own. Nothing was sent."
                        .formatted(what));
    }
}
