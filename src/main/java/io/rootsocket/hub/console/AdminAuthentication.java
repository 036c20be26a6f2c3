package io.rootsocket.hub.console;

import io.rootsocket.hub.console.Sessions.Session;
import io.rootsocket.hub.console.html.Console;
import io.rootsocket.hub.http.Refusal;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. With a token set: who has it, as {@code Authorization: Bearer}, or a session that was begun with it.
 * Without one: who reaches the door, which is on loopback then; only a browser needs a session to change something, as it
 * acts for whatever page it shows. Safe for threads.
 *
 * @param token none if the door asks for none
 * @param cookieName of this door: browsers share cookies between the ports of a machine
 */
record AdminAuthentication(Optional<AdminToken> token, Sessions sessions, String cookieName) {

    /** The one path for who is not logged in yet; it looks at the token itself. */
    static final String LOGIN = "/api/session";

    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final List<String> OF_BROWSERS = List.of("Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Cookie");
    private static final String SCHEME = "bearer ";

    /** Whether a request with that method can change something. */
    static boolean isChange(HttpServerRequest request) {
        return !READS.contains(request.method());
    }

    /** Whether the request proves that it knows the token: then it cannot be steered by a page, whatever it says else. */
    boolean isByToken(HttpServerRequest request) {
        return token.isPresent() && request.headers().contains("Authorization");
    }

    /** Why the request may not be done, if so. */
    Optional<Refusal> refusal(HttpServerRequest request, String path) {
        if (isByToken(request)) {
            List<String> given = request.headers().getAll("Authorization");
            String header = given.size() == 1 ? given.get(0) : "";
            return header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                    ? refusal(request, header.substring(SCHEME.length()).strip(), unauthorized())
                    : Optional.of(unauthorized());
        }
        if (isOpenToAll(request.method(), path)) {
            return Optional.empty();
        }
        Optional<Session> session = session(request);
        if (token.isPresent() && session.isEmpty()) {
            return Optional.of(unauthorized());
        }
        if (isChange(request) && Console.isPage(path)) {
            // A form has its proof in its body: the page looks at it once it is there.
            return Optional.empty();
        }
        boolean must = isChange(request)
                && (session.isPresent() || OF_BROWSERS.stream().anyMatch(request.headers()::contains));
        return must && !hasCsrfToken(request, session)
                ? Optional.of(new Refusal(
                        403,
                        "A browser must prove itself: POST to %s, and send the answer's `csrfToken` as %s with each change."
                                .formatted(LOGIN, CSRF_HEADER)))
                : Optional.empty();
    }

    /** What there is to see for who is not logged in yet: how to log in, and nothing of the hub. */
    private static boolean isOpenToAll(HttpMethod method, String path) {
        return path.equals(LOGIN) && method.equals(HttpMethod.POST)
                || path.equals(Console.LOGIN)
                || path.startsWith(Console.ASSETS) && method.equals(HttpMethod.GET);
    }

    /** The same for a token that somebody gives, with the answer to a wrong one. */
    Optional<Refusal> refusal(HttpServerRequest request, String given, Refusal wrong) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        AdminToken asked = token.get();
        String address = request.remoteAddress().hostAddress();
        return switch (asked.check(given, address)) {
            case RIGHT -> Optional.empty();
            case WRONG -> Optional.of(wrong);
            case TOO_MANY_GUESSES -> Optional.of(tooMany(asked.wait(address).orElse(Duration.ZERO)));
        };
    }

    private static Refusal unauthorized() {
        return new Refusal(
                401,
                "Send the hub's HUB_ADMIN_TOKEN as `Authorization: Bearer <token>`.",
                Map.of("WWW-Authenticate", "Bearer"));
    }

    private static Refusal tooMany(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        return new Refusal(
                429,
                "Too many wrong tokens came from your address. Wait %d s, then send the right one.".formatted(seconds),
                Map.of("Retry-After", String.valueOf(seconds)));
    }

    /** The session that a browser's request belongs to. */
    Optional<Session> session(HttpServerRequest request) {
        return sessionId(request).flatMap(sessions::find);
    }

    /** The id that a browser's request gives, whether there is such a session or not. */
    Optional<String> sessionId(HttpServerRequest request) {
        Set<Cookie> cookies = request.cookies(cookieName);
        return cookies.size() == 1 ? Optional.of(cookies.iterator().next().getValue()) : Optional.empty();
    }

    private static boolean hasCsrfToken(HttpServerRequest request, Optional<Session> session) {
        List<String> given = request.headers().getAll(CSRF_HEADER);
        return given.size() == 1
                && session.filter(open -> open.hasCsrfToken(given.get(0))).isPresent();
    }
}
