package io.rootsocket.hub.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Down once the data folder is gone from under a running hub: only a start makes it anew, so this is for liveness too. Safe
 * for threads.
 */
final class DataFolderHealth extends AbstractHealthCheck {

    private final Path folder;

    DataFolderHealth(Path folder) {
        super("hub", "data");
        this.folder = folder;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (Files.isDirectory(folder)) {
            result.up();
        } else {
            result.message("The data folder %s is gone, and with it what waited there. Start the hub again."
                            .formatted(folder))
                    .down();
        }
    }
}
