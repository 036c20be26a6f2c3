package io.rootsocket.hub.component;

/** Nothing was done, and repeating will not help: the key, the address or an option must be corrected. */
public final class RootSocketConfigurationException extends RootSocketException {

    private static final long serialVersionUID = 1L;

    RootSocketConfigurationException(String message, Failure failure) {
        super(message, failure);
    }
}
