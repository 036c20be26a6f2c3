package io.rootsocket.hub.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderFormatTest {

    @TempDir
    Path folder;

    private Path data;
    private Path file;

    @BeforeEach
    void aFolderOfOpenRights() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        file = data.resolve(FolderFormat.FILE);
    }

    @Test
    void isNotedAtTheFirstStart() throws IOException {
        DataFolder.open(data);

        assertThat(file).content().startsWith("1 RootSocket Hub ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isNotWrittenAgainAtEachStart() throws IOException {
        DataFolder.open(data);
        Object before = Files.getAttribute(file, "unix:ino");

        DataFolder.open(data);

        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    }

    @Test
    void saysWhichHubHasWrittenThereLast() throws IOException {
        Files.writeString(file, "1 RootSocket Hub 0.0.9\n");

        DataFolder.open(data);

        assertThat(file).content().isEqualTo("1 RootSocket Hub " + FolderFormat.version() + "\n");
    }

    @Test
    void refusesWhatANewerHubHasWrittenBeforeAnythingIsChanged() throws IOException {
        Files.writeString(file, "2 RootSocket Hub 0.2.0\n");

        assertThatThrownBy(() -> DataFolder.open(data))
                .isInstanceOf(NewerDataException.class)
                .hasMessageContaining("was written by RootSocket Hub 0.2.0 in format 2")
                .hasMessageContaining("Nothing was changed. Start the newer hub again");
        assertThat(file).content().isEqualTo("2 RootSocket Hub 0.2.0\n");
        try (Stream<Path> all = Files.list(data)) {
            assertThat(all).containsExactly(file);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .as("not even its rights")
                .isEqualTo("rwxr-xr-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two", "-1 RootSocket Hub 0.1.0", "99999999999 RootSocket Hub 0.1.0", "1"})
    void refusesToGuess(String content) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> DataFolder.open(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not say which hub has written there")
                .hasMessageContaining("delete that file");
        assertThat(file).content().isEqualTo(content);
    }
}
