package io.rootsocket.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.files.FolderFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
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

    private final Clock clock = Clock.systemUTC();
    private Path letter;

    @BeforeEach
    void aDataFolder() throws IOException {
        letter = Files.createDirectory(data.resolve("dead-letters")).resolve("a.json");
        Files.writeString(data.resolve(FolderFormat.FILE), "1 RootSocket Hub 1.0.0");
    }

    private Backup backup(int maxDiskUsage, RunningPart.Copying messages) {
        var part = new RunningPart(data.resolve("broker"), messages);
        return new Backup(data, maxDiskUsage, List.of(part), List.of(), clock);
    }

    private List<String> namesInABackup(RunningPart.Copying messages) throws IOException {
        try (BackupFile made = backup(100, messages).make();
                var zip = new ZipFile(made.path().toFile());
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

    @Test
    void keepsAFileThatIsStillTakenWhileTheNextIsMade() throws IOException {
        Backup backup = new Backup(data, 100, List.of(), List.of(), Clock.tick(clock, Duration.ofMillis(1)));
        BackupFile taken = backup.make();
        await().until(() -> clock.millis() > Long.parseLong(number(taken)));

        BackupFile next = backup.make();

        assertThat(taken.path()).isNotEqualTo(next.path()).isNotEmptyFile();
        taken.close();
        next.close();
        assertThat(data).isDirectoryNotContaining("glob:**/.backup-*");
    }

    /** Where a lock keeps others from reading, as on Windows, nobody could take it. */
    @Test
    void locksNothingOfWhatIsRead() throws IOException {
        try (BackupFile made = backup(100, copy -> {}).make();
                FileChannel taken = FileChannel.open(made.path(), StandardOpenOption.READ)) {
            assertThat(taken.tryLock(0, taken.size(), true)).isNotNull();
        }
    }

    private static String number(BackupFile file) {
        return file.path().getFileName().toString().replaceAll("\\D", "");
    }

    @Test
    void removesWhatAKillHasLeftButNotWhatAnotherHubWritesThere() throws IOException {
        for (String number : List.of("1", "2")) {
            Files.createDirectory(data.resolve(".backup-%s.copy".formatted(number)));
            Files.writeString(data.resolve(".backup-%s.copy/hub.format".formatted(number)), "1");
            Files.writeString(data.resolve(".backup-%s.part".formatted(number)), "PK");
        }
        try (FileChannel written = FileChannel.open(data.resolve(".backup-2.part"), StandardOpenOption.WRITE)) {
            assertThat(written.lock().isValid()).isTrue();
            backup(100, copy -> {}).make().close();
        }

        assertThat(data.resolve(".backup-1.copy")).doesNotExist();
        assertThat(data.resolve(".backup-1.part")).doesNotExist();
        assertThat(data.resolve(".backup-2.copy/hub.format")).exists();
        assertThat(data.resolve(".backup-2.part")).exists();
    }

    @Test
    void refusesBeforeAnythingIsCopiedWhereThereIsNoRoomForIt() throws IOException {
        Files.createDirectory(data.resolve("broker"));
        Files.write(data.resolve("broker/journal"), new byte[3_000_000]);

        assertThatThrownBy(backup(0, copy -> Files.createDirectory(copy.resolve("never")))::make)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "needs up to 3 MB on the disk of " + data, "0 MB can be used", "HUB_MAX_DISK_USAGE");
        assertThat(data).isDirectoryNotContaining("glob:**/.backup-*");
    }

    @Test
    void leavesNothingOfOneThatFails() {
        assertThatThrownBy(backup(100, copy -> {
                    throw new IllegalStateException("the broker is closed");
                })::make)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the broker is closed");

        assertThat(data).isDirectoryNotContaining("glob:**/.backup-*");
    }
}
