package io.rootsocket.hub.cli.invocation;

import java.util.Locale;

/** For whom a command prints. */
enum Format {
    HUMAN,
    JSON;

    /** As a person types it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
