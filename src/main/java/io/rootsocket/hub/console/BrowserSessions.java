package io.rootsocket.hub.console;

import io.rootsocket.hub.console.Sessions.Session;
import io.rootsocket.hub.console.html.Visitors;
import io.rootsocket.hub.http.Refusal;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The sessions as cookies, for the pages and for {@link SessionApi}. Safe for threads.
 *
 * @param authentication says who may begin one
 */
record BrowserSessions(AdminAuthentication authentication) implements Visitors {

    @Override
    public String cookieName() {
        return authentication.cookieName();
    }

    @Override
    public boolean askForToken() {
        return authentication.token().isPresent();
    }

    @Override
    public boolean haveSession(HttpServerRequest request) {
        return authentication
                .sessionId(request)
                .flatMap(authentication.sessions()::look)
                .isPresent();
    }

    @Override
    public String csrfToken(RoutingContext context) {
        // A page that is sent anew by itself is no use of the session: it ends though the page stays open.
        Optional<Session> open = context.response().headWritten()
                ? authentication.sessionId(context.request()).flatMap(authentication.sessions()::look)
                : authentication.session(context.request());
        if (open.isPresent()) {
            return open.get().csrfToken();
        }
        // Where a token is asked for, only who shows it begins a session: a program that reads the page needs none.
        return askForToken() || context.response().headWritten()
                ? ""
                : begin(context).csrfToken();
    }

    @Override
    public boolean provedBy(String csrfToken, RoutingContext context) {
        return authentication
                .session(context.request())
                .filter(open -> open.hasCsrfToken(csrfToken))
                .isPresent();
    }

    @Override
    public Optional<Refusal> enter(RoutingContext context, String token) {
        Optional<Refusal> refusal = authentication.refusal(
                context.request(), token, new Refusal(401, "This is not the hub's HUB_ADMIN_TOKEN."));
        if (refusal.isEmpty()) {
            authentication.session(context.request()).map(Session::id).ifPresent(authentication.sessions()::end);
            begin(context);
        }
        return refusal;
    }

    /** Begins a session for who may. */
    Session begin(RoutingContext context) {
        Session begun = authentication.sessions().begin();
        context.response().addCookie(cookie(begun.id(), context.request()));
        return begun;
    }

    @Override
    public void leave(RoutingContext context) {
        authentication.sessionId(context.request()).ifPresent(authentication.sessions()::end);
        context.response().addCookie(cookie("", context.request()).setMaxAge(0));
    }

    private Cookie cookie(String value, HttpServerRequest request) {
        return Cookie.cookie(authentication.cookieName(), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(isOfSecurePage(request));
    }

    /** By the browser's word, which the guard has looked at; a header that a proxy adds, anybody could add. */
    private static boolean isOfSecurePage(HttpServerRequest request) {
        return request.headers().getAll("Origin").stream().anyMatch(origin -> origin.startsWith("https://"));
    }
}
