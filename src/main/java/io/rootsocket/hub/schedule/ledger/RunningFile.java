package io.rootsocket.hub.schedule.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.zip.ZipFile;
import javax.sql.DataSource;

/** An H2 file that is in use. */
public final class RunningFile {

    private RunningFile() {}

    /**
     * Copies it as it is at one moment; it is used on meanwhile.
     *
     * @param file where it is
     * @param folder where the copy goes, under the same name
     */
    public static void copy(DataSource database, Path file, Path folder) throws IOException {
        Path zip = folder.resolve(file.getFileName() + ".zip");
        // H2 copies what it has on disk now, and packs it.
        try (Connection connection = database.getConnection();
                PreparedStatement backup = connection.prepareStatement("backup to ?")) {
            backup.setString(1, zip.toAbsolutePath().toString());
            backup.execute();
            unpack(zip, file.getFileName().toString(), folder);
        } catch (SQLException e) {
            throw new IOException("H2 does not copy %s: %s".formatted(file, e.getMessage()), e);
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private static void unpack(Path zip, String name, Path folder) throws IOException {
        try (var packed = new ZipFile(zip.toFile());
                InputStream in = packed.getInputStream(packed.getEntry(name))) {
            Files.copy(in, folder.resolve(name));
        }
    }
}
