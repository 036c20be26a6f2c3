package io.rootsocket.hub.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes use one data folder, as they do where brokers and databases are elsewhere. */
class FolderUseIT {

    @TempDir
    Path data;

    /** Uses a folder until its input ends. */
    public static void main(String[] folderAndWho) throws IOException {
        Path folder = Path.of(folderAndWho[0]);
        try (FolderUse use = folderAndWho[1].equals("hub")
                ? FolderUse.byHub(folder)
                : FolderUse.byNoHub(folder).orElseThrow()) {
            System.out.println("It is in use by this " + folderAndWho[1] + ".");
            System.in.transferTo(System.err);
        }
    }

    private Process other(String who) throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FolderUseIT.class.getName(),
                        data.toString(),
                        who)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.getInputStream().read()).as("it has it").isPositive();
        return other;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nobodyReplacesWhatAnotherHubUsesAndHubsUseOneTogether() throws Exception {
        Process hub = other("hub");

        assertThat(FolderUse.byNoHub(data)).isEmpty();
        FolderUse.byHub(data).close();

        end(hub);
        FolderUse.byNoHub(data).orElseThrow().close();
    }

    @Test
    void noHubStartsWhileAnotherReplacesWhatIsThereAlsoWhereNoHubHasEverBeen() throws Exception {
        Process restore = other("restore");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(FolderUse.FILE))))
                .isEqualTo("rw-------");

        assertThatThrownBy(() -> DataFolder.open(data))
                .isInstanceOf(FolderReplacedException.class)
                .hasMessageContaining("A backup is being restored to " + data.toRealPath());
        assertThat(data.resolve(FolderFormat.FILE)).doesNotExist();

        end(restore);
        DataFolder.open(data).close();
        assertThat(Files.readString(data.resolve(FolderFormat.FILE), StandardCharsets.UTF_8))
                .contains("RootSocket Hub");
    }
}
