package io.rootsocket.hub.console;

import io.rootsocket.hub.engine.Hub;
import io.vertx.ext.web.Router;

/** {@code GET /api/status}: what the first screen says, at any time. */
final class StatusApi implements AdminApi {

    @Override
    public void mount(Router router, Hub hub) {
        router.get("/api/status").blockingHandler(JsonAnswer.of(request -> hub.status()), false);
    }
}
