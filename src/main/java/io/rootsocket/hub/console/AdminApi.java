package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.Hub;
import io.vertx.ext.web.Router;

/** A part of the admin door under {@code /api}: what a person asks of a running hub, as JSON. */
@FunctionalInterface
interface AdminApi {

    /** Adds its paths to the door of a hub that runs. Answer through {@link JsonAnswer}, off the event loop. */
    void mount(Router router, Hub hub);
}
