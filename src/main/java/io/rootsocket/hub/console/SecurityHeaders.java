package io.rootsocket.hub.console;

import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** What each answer of the admin door tells a browser: keep it from others, run nothing of it, show it in no frame. */
final class SecurityHeaders {

    private static final Map<String, String> ALL = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private SecurityHeaders() {}

    /** Adds them to an answer; who answers may replace them. */
    static void addTo(HttpServerResponse response) {
        ALL.forEach(response::putHeader);
    }
}
