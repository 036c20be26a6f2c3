package io.rootsocket.hub.console;

import io.rootsocket.hub.hub.Hub;

/** A part of the admin door under {@code /api}: what a person asks of a running hub, as JSON. */
@FunctionalInterface
interface AdminApi {

    /** Adds its paths to the door of a hub that runs. */
    void mount(AdminPaths paths, Hub hub);
}
