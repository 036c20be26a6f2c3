package io.rootsocket.hub.settings;

/** A setting that the hub cannot run with. The message says which, why, and what to do. */
public final class HubConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HubConfigurationException(String message) {
        super(message);
    }

    public HubConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The exception itself, or the one inside it that says what to do, so that a person reads that sentence. */
    public static RuntimeException of(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubConfigurationException known) {
                return known;
            }
        }
        return e instanceof RuntimeException unchecked
                ? unchecked
                : new HubConfigurationException("The hub did not start: " + e.getMessage(), e);
    }
}
