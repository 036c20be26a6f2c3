package io.rootsocket.hub.console;

import io.rootsocket.hub.hub.Hub;

/** {@code GET /api/status}: what the first screen says, at any time. */
final class StatusApi implements AdminApi {

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.show("/api/status", context -> {
            Query.of(context);
            return hub.status();
        });
    }
}
