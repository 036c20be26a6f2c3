package io.rootsocket.hub.engine.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes a state back into the folder, file by file, each at once. */
final class FolderWriter {

    private FolderWriter() {}

    static void write(Path folder, FolderState now, FolderState wanted) throws IOException {
        for (SourceFile file : wanted.files().values()) {
            if (!now.file(file.name()).equals(Optional.of(file))) {
                Path path = folder.resolve(file.name());
                Files.createDirectories(path.getParent());
                moveOddAside(folder, now.file(file.name()));
                Path half = path.resolveSibling("." + path.getFileName() + ".half");
                Files.write(half, file.text().getBytes(StandardCharsets.UTF_8));
                Files.move(half, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (String name : now.files().keySet()) {
            if (wanted.file(name).isEmpty()) {
                moveOddAside(folder, now.file(name));
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /** What was not read was not kept either, and would be lost. */
    private static void moveOddAside(Path folder, Optional<SourceFile> file) throws IOException {
        if (file.flatMap(SourceFile::odd).isPresent()) {
            Path path = folder.resolve(file.get().name());
            Files.move(path, path.resolveSibling(path.getFileName() + ".odd"));
        }
    }
}
