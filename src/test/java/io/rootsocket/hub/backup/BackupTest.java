package io.rootsocket.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.files.DataFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a backup is made, a letter moves between the broker and the folder of letters. */
class BackupTest {

    @TempDir
    Path data;

    private Path letter;

    @BeforeEach
    void aDataFolder() throws IOException {
        letter = Files.createDirectory(data.resolve("dead-letters")).resolve("a.json");
        Files.writeString(data.resolve(DataFormat.FILE), "1 RootSocket Hub 1.0.0");
    }

    private List<String> namesInABackup(RunningPart messages) throws IOException {
        Path made = new Backup(data, List.of(messages), List.of(), Clock.systemUTC()).make();
        try (var zip = new ZipFile(made.toFile());
                Stream<? extends ZipEntry> entries = zip.stream()) {
            return entries.map(ZipEntry::getName).toList();
        }
    }

    @Test
    void hasALetterThatBecameAFileMeanwhile() throws IOException {
        assertThat(namesInABackup(copy -> Files.writeString(letter, "{}"))).contains("dead-letters/a.json");
    }

    @Test
    void hasALetterThatWentFromItsFileIntoTheBrokerMeanwhile() throws IOException {
        Files.writeString(letter, "{}");

        assertThat(namesInABackup(copy -> Files.delete(letter))).contains("dead-letters/a.json");
    }
}
