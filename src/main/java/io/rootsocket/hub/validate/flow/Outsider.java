package io.rootsocket.hub.validate.flow;

import io.rootsocket.hub.routes.finding.Finding;

/**
 * Where something comes in that is not ours.
 *
 * @param kind what it comes through
 * @param at the line of the source
 * @param whose who wrote it, such as "a caller of `platform-http:/doorbell`"
 */
record Outsider(Kind kind, Line at, String whose) {

    enum Kind {
        /** A request that nobody signed. */
        WEBHOOK,
        SIGNED_WEBHOOK,
        QUEUE,
        MAIL,
        /** A local folder: its names are those that a file system took. */
        FILE,
        /** A folder that a server lists. */
        REMOTE_FILE,
        /** What a server that the route asks says. */
        ANSWER,
        /** What the hub says of itself, which may quote what a stranger sent. */
        ALARM,
        OTHER;

        boolean isWebhook() {
            return this == WEBHOOK || this == SIGNED_WEBHOOK;
        }

        /** Whether strangers name headers there. */
        boolean bringsHeaders() {
            return isWebhook() || this == QUEUE || this == MAIL || this == OTHER;
        }

        boolean isFile() {
            return this == FILE || this == REMOTE_FILE;
        }
    }

    Finding.Related related() {
        return new Finding.Related(at.file(), at.line(), at.column(), "Here it comes in.");
    }

    Outsider signed() {
        return kind == Kind.WEBHOOK ? new Outsider(Kind.SIGNED_WEBHOOK, at, whose) : this;
    }
}
