package io.rootsocket.hub.broker;

/** The broker does not start, or its address cannot be read. The message says what to do. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why, without what to do about it. */
    public String reason() {
        return getCause() == null
                ? String.valueOf(getMessage())
                : String.valueOf(getCause().getMessage());
    }
}
