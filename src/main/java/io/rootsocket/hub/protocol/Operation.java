package io.rootsocket.hub.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The operations of RootSocket's HTTP API. Every path ends in a slash.
 *
 * <p>Source: RootSocket's API page and the requests of its Insomnia export.
 */
public enum Operation {
    /** Sends a message to every subscriber of a channel. */
    MESSAGE("POST", "/api/v1/messages/"),
    /** Creates a channel token, which a client needs to subscribe. */
    TOKEN("POST", "/api/v1/tokens/"),
    /** Creates a connection token, which a client needs to open a WebSocket. */
    CONNECTION("POST", "/api/v1/connections/"),
    /** Reads the overview of the open connections. */
    CONNECTIONS("GET", "/api/v1/connections/");

    private final String httpMethod;
    private final String path;

    Operation(String httpMethod, String path) {
        this.httpMethod = httpMethod;
        this.path = path;
    }

    /** The HTTP method, in capitals. */
    public String httpMethod() {
        return httpMethod;
    }

    /** The path below the base URL, with a leading and a trailing slash. */
    public String path() {
        return path;
    }

    /** The name that a route uses: {@code message}, {@code token}, {@code connection} or {@code connections}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the operation is about one channel. */
    public boolean needsChannel() {
        return this == MESSAGE || this == TOKEN;
    }

    /** The operation with that {@link #word()}, if there is one. */
    public static Optional<Operation> ofWord(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst();
    }

    /** All words, for messages to people: {@code message, token, connection, connections}. */
    public static String words() {
        return Arrays.stream(values()).map(Operation::word).collect(Collectors.joining(", "));
    }
}
