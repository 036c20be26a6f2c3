package io.rootsocket.hub.testing;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * The file of a database of schedules that has its tables and nothing in them, as one that a hub has left. To make its tables
 * is a third of what the start of a hub in a test's process costs. Hubs of {@link HubTree} make their own unless they are told
 * not to.
 */
final class MigratedDatabase {

    private static final String FILE = "schedules.mv.db";

    private static byte @Nullable [] content;

    private MigratedDatabase() {}

    /** Puts it into a data folder that no hub has used yet. */
    static void putInto(Path data) {
        try {
            if (Files.exists(data)) {
                return;
            }
            Files.createDirectories(data, asFileAttribute(fromString("rwx------")));
            Path file = Files.createFile(data.resolve(FILE), asFileAttribute(fromString("rw-------")));
            Files.write(file, content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized byte[] content() throws IOException {
        byte[] known = content;
        if (known == null) {
            Path folder = Files.createTempDirectory("migrated");
            Database.open(ScheduleSettings.embedded(folder)).close();
            known = Files.readAllBytes(folder.resolve(FILE));
            content = known;
            // There may be more than its file.
            FileUtil.removeDir(folder.toFile());
        }
        return known;
    }
}
