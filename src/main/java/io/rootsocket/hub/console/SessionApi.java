package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.Sessions.Session;
import io.rootsocket.hub.console.api.LoginRequest;
import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.console.api.SessionAnswer;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.hub.Hub;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A browser's session: {@code POST /api/session} with a {@link LoginRequest} begins one, {@code GET} shows its {@link
 * SessionAnswer} again, as after a page is loaded anew, {@code DELETE} ends it.
 */
final class SessionApi implements AdminApi {

    private final AdminAuthentication authentication;

    SessionApi(AdminAuthentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.take(POST, AdminAuthentication.LOGIN, LoginRequest.class, this::begin);
        paths.show(AdminAuthentication.LOGIN, context -> {
            Query.of(context);
            return answer(current(context));
        });
        paths.take(DELETE, AdminAuthentication.LOGIN, NothingAsked.class, (context, request) -> {
            Session ended = current(context);
            authentication.sessions().end(ended.id());
            context.response().addCookie(cookie("", context.request()).setMaxAge(0));
            return request;
        });
    }

    private Object begin(RoutingContext context, LoginRequest request) {
        Optional<Refusal> refusal = authentication.refusal(
                context.request(),
                Optional.ofNullable(request.token()).orElse(""),
                new Refusal(401, "This is not the hub's HUB_ADMIN_TOKEN."));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        authentication.session(context.request()).map(Session::id).ifPresent(authentication.sessions()::end);
        Session begun = authentication.sessions().begin();
        context.response().addCookie(cookie(begun.id(), context.request()));
        return answer(begun);
    }

    private Session current(RoutingContext context) {
        return authentication
                .session(context.request())
                .orElseThrow(() -> new NoSuchElementException("You have no session here."));
    }

    private static SessionAnswer answer(Session session) {
        return new SessionAnswer(session.csrfToken(), session.left());
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
