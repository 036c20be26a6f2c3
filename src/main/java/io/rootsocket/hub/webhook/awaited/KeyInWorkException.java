package io.rootsocket.hub.webhook.awaited;

/** A message with the same key is being worked on, and it is not known yet whether it will be accepted. */
public final class KeyInWorkException extends Exception {

    private static final long serialVersionUID = 1L;

    KeyInWorkException(String key) {
        super("A message with the key `%s` is being worked on".formatted(key));
    }
}
