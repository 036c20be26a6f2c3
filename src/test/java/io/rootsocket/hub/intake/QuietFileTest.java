package io.rootsocket.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietFileTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_577_836_800_000L);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final QuietFile<File> filter = filter(1);
    private Path file;

    private QuietFile<File> filter(long minLength) {
        return new QuietFile<>(any -> true, Duration.ofSeconds(2), minLength, nanos::get);
    }

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("slow.csv"), "a\n");
    }

    private boolean accepts(QuietFile<File> by) {
        var found = new GenericFile<File>();
        File local = file.toFile();
        found.setFile(local);
        found.setAbsoluteFilePath(local.getAbsolutePath());
        found.setFileLength(local.length());
        found.setLastModified(local.lastModified());
        return by.accept(found);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void takesAFileOnceItHasNotChangedForAWhile() {
        assertThat(accepts(filter)).isFalse();
        pass(Duration.ofMillis(1_900));
        assertThat(accepts(filter)).isFalse();
        pass(Duration.ofMillis(100));
        assertThat(accepts(filter)).isTrue();
    }

    @Test
    void leavesAFileThatGrowsWhateverTimeItsWriterGivesIt() throws IOException {
        for (int i = 0; i < 10; i++) {
            Files.writeString(file, "a\n".repeat(i + 1));
            Files.setLastModifiedTime(file, LONG_AGO);
            assertThat(accepts(filter)).isFalse();
            pass(Duration.ofMillis(1_500));
        }
        assertThat(accepts(filter)).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(accepts(filter)).isTrue();
    }

    @Test
    void waitsAnewForAFileThatIsWrittenOverInTheSameSize() throws IOException {
        assertThat(accepts(filter)).isFalse();
        pass(Duration.ofSeconds(2));
        Files.setLastModifiedTime(file, LONG_AGO);
        assertThat(accepts(filter)).isFalse();
    }

    @Test
    void takesAnEmptyFileOnlyWhereTheRouteSaysSo() throws IOException {
        Files.write(file, new byte[0]);
        QuietFile<File> takesEmpty = filter(0);
        assertThat(accepts(filter)).isFalse();
        assertThat(accepts(takesEmpty)).isFalse();
        pass(Duration.ofSeconds(3));

        assertThat(accepts(filter)).isFalse();
        assertThat(accepts(takesEmpty)).isTrue();
    }

    /** Camel looks so when it starts, and would leave the lock of a killed hub, and with it the file, for ever. */
    @Test
    void letsCamelRemoveALockThatWasLeft() throws IOException {
        Files.createFile(folder.resolve("slow.csv.camelLock"));

        assertThat(accepts(filter)).isTrue();
    }
}
