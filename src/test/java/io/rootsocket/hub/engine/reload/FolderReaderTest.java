package io.rootsocket.hub.engine.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {

    @TempDir
    Path folder;

    private FolderState read(FolderReader reader) throws IOException {
        return reader.read();
    }

    @Test
    void readsRoutesKameletsAndSettingsAndNothingElse() throws IOException {
        Files.createDirectories(folder.resolve("kamelets"));
        Files.createDirectories(folder.resolve("tests"));
        for (String name : new String[] {
            "a.yaml",
            "notes.txt",
            ".a.yaml.swp",
            "application.properties",
            "kamelets/k.kamelet.yaml",
            "tests/a.test.yaml"
        }) {
            Files.writeString(folder.resolve(name), "x");
        }

        assertThat(read(new FolderReader(folder, "*.yaml", Clock.systemUTC())).files())
                .containsOnlyKeys("a.yaml", "application.properties", "kamelets/k.kamelet.yaml");
    }

    @Test
    void seesASecondWriteWithTheSameTimeAndSize() throws IOException {
        var reader = new FolderReader(folder, "*.yaml", Clock.systemUTC());
        Path file = folder.resolve("a.yaml");
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(Files.writeString(file, "one"), now);
        FolderState first = read(reader);

        Files.setLastModifiedTime(Files.writeString(file, "two"), now);

        assertThat(read(reader).hashes()).isNotEqualTo(first.hashes());
    }

    @Test
    void findsTheSameContentTheSameWhateverItsTime() throws IOException {
        var reader = new FolderReader(folder, "*.yaml", Clock.systemUTC());
        Path file = Files.writeString(folder.resolve("a.yaml"), "one");
        FolderState first = read(reader);

        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThat(read(reader).hashes()).isEqualTo(first.hashes());
    }
}
