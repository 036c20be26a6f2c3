package io.rootsocket.hub.trail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** On the embedded database. */
class TrailInFileTest extends TrailContract {

    @Override
    Optional<DataSource> shared() {
        return Optional.empty();
    }

    /** Everything that the trail has in its folder. */
    @Override
    long bytesOnDisk() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
