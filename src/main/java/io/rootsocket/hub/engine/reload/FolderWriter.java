package io.rootsocket.hub.engine.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a state back into the folder, file by file, each at once. */
final class FolderWriter {

    private FolderWriter() {}

    static void write(Path folder, FolderState now, FolderState wanted) throws IOException {
        for (SourceFile file : wanted.files().values()) {
            if (!now.file(file.name()).equals(java.util.Optional.of(file))) {
                Path path = folder.resolve(file.name());
                Files.createDirectories(path.getParent());
                Path half = path.resolveSibling("." + path.getFileName() + ".half");
                Files.write(half, file.text().getBytes(StandardCharsets.UTF_8));
                Files.move(half, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (String name : now.files().keySet()) {
            if (wanted.file(name).isEmpty()) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }
}
