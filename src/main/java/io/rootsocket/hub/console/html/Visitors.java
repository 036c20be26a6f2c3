package io.rootsocket.hub.console.html;

import io.rootsocket.hub.http.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who looks at the pages, as the door knows them. Whoever comes to a page has met the door's guard. Safe for threads. */
public interface Visitors {

    /** The beginning of the names of this door's cookies: browsers share cookies between the ports of a machine. */
    String cookieName();

    /** Whether a page is shown only to who has the token. */
    boolean askForToken();

    /** Whether a request is of a session that lasts; to ask makes it last no longer. */
    boolean haveSession(HttpServerRequest request);

    /** What each form must have with it. Begins a session if there is none, which must be before the head is written. */
    String csrfToken(RoutingContext context);

    /** Whether a form was in a page that the hub gave to this session. */
    boolean provedBy(String csrfToken, RoutingContext context);

    /** Begins a session for who knows the token; else says why not. */
    Optional<Refusal> enter(RoutingContext context, String token);

    /** Ends the session. */
    void leave(RoutingContext context);
}
