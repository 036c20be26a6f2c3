package io.rootsocket.hub.console;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.POST;

import io.rootsocket.hub.console.Sessions.Session;
import io.rootsocket.hub.console.api.LoginRequest;
import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.console.api.SessionAnswer;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.hub.Hub;
import io.vertx.ext.web.RoutingContext;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A browser's session: {@code POST /api/session} with a {@link LoginRequest} begins one, {@code GET} shows its {@link
 * SessionAnswer} again, as after a page is loaded anew, {@code DELETE} ends it.
 */
final class SessionApi implements AdminApi {

    private final AdminAuthentication authentication;
    private final BrowserSessions browsers;

    SessionApi(AdminAuthentication authentication) {
        this.authentication = authentication;
        this.browsers = new BrowserSessions(authentication);
    }

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.take(POST, AdminAuthentication.LOGIN, LoginRequest.class, this::begin);
        paths.show(AdminAuthentication.LOGIN, context -> {
            Query.of(context);
            return answer(current(context));
        });
        paths.take(DELETE, AdminAuthentication.LOGIN, NothingAsked.class, (context, request) -> {
            current(context);
            browsers.leave(context);
            return request;
        });
    }

    private Object begin(RoutingContext context, LoginRequest request) {
        Optional<Refusal> refusal =
                browsers.enter(context, Optional.ofNullable(request.token()).orElse(""));
        return refusal.isPresent() ? refusal.get() : answer(browsers.begin(context));
    }

    private Session current(RoutingContext context) {
        return authentication
                .session(context.request())
                .orElseThrow(() -> new NoSuchElementException("You have no session here."));
    }

    private static SessionAnswer answer(Session session) {
        return new SessionAnswer(session.csrfToken(), session.left());
    }
}
