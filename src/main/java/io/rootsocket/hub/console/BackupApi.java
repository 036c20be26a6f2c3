package io.rootsocket.hub.console;

import io.rootsocket.hub.hub.Hub;

/** {@code POST /api/backup}: a copy of all that the hub keeps, as a zip. */
final class BackupApi implements AdminApi {

    @Override
    public void mount(AdminPaths paths, Hub hub) {
        paths.make("/api/backup", context -> {
            Query.of(context);
            return hub.backup().make();
        });
    }
}
