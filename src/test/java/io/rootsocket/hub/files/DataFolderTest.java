package io.rootsocket.hub.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such rights")
class DataFolderTest {

    @TempDir
    Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private static Path openTo(String rights, Path path) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private Path openFolder(Path path) throws IOException {
        return openTo("rwxrwxrwx", Files.createDirectories(path));
    }

    private Path openFile(Path path) throws IOException {
        return openTo("rw-rw-rw-", Files.writeString(path, "payload"));
    }

    @Test
    void isMadePrivate() throws IOException {
        Path data = folder.resolve("new/data");

        DataFolder.open(data);

        assertThat(rights(data)).isEqualTo("rwx------");
    }

    @Test
    void closesWhatAnEarlierVersionLeftOpen() throws IOException {
        Path data = openFolder(folder.resolve("data"));
        Path folderOfJournal = openFolder(data.resolve("broker/journal"));
        Path journal = openFile(folderOfJournal.resolve("activemq-data-1.amq"));
        Path program = openTo("rwxr-xr-x", Files.writeString(data.resolve("once.sh"), "#!/bin/sh"));
        Path readOnly = openTo("r--r--r--", Files.writeString(data.resolve("kept"), "kept"));

        DataFolder opened = DataFolder.open(data);
        assertThat(rights(data)).isEqualTo("rwx------");
        opened.closeContent();

        assertThat(rights(journal)).isEqualTo("rw-------");
        assertThat(rights(folderOfJournal)).isEqualTo("rwx------");
        assertThat(rights(program)).isEqualTo("rwx------");
        assertThat(rights(readOnly)).isEqualTo("r--------");
    }

    @Test
    void changesNothingBeyondALink() throws IOException {
        Path elsewhere = openFolder(folder.resolve("elsewhere"));
        Path others = openFile(elsewhere.resolve("others.txt"));
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("inbox"), elsewhere);
        Files.createSymbolicLink(data.resolve("gone"), folder.resolve("nowhere"));

        DataFolder.open(data).closeContent();

        assertThat(rights(elsewhere)).isEqualTo("rwxrwxrwx");
        assertThat(rights(others)).isEqualTo("rw-rw-rw-");
    }

    @Test
    void isClosedAlsoWhenItIsReachedByALink() throws IOException {
        Path data = openFolder(folder.resolve("disk/hub"));
        Path link = Files.createSymbolicLink(folder.resolve("data"), data);

        DataFolder.open(link);

        assertThat(rights(data)).isEqualTo("rwx------");
    }

    /** As {@code HUB_DATA=/tmp} of the superuser would, who locks all others out. */
    @Test
    void leavesAFolderThatIsForAllOpenAndClosesOnlyWhatIsItsOwn() throws IOException, InterruptedException {
        Path tmp = openFolder(folder.resolve("tmp"));
        assertThat(new ProcessBuilder("chmod", "1777", tmp.toString()).start().waitFor())
                .isZero();
        Path journal = openFile(openFolder(tmp.resolve("broker")).resolve("journal"));
        Path database = openFile(tmp.resolve("schedules.mv.db"));
        Path others = openFile(tmp.resolve("others.txt"));

        DataFolder.open(tmp).closeContent();

        assertThat(rights(tmp)).isEqualTo("rwxrwxrwx");
        assertThat(rights(others)).isEqualTo("rw-rw-rw-");
        assertThat(rights(journal)).isEqualTo("rw-------");
        assertThat(rights(database)).isEqualTo("rw-------");
    }

    @Test
    void whatTheHubWritesItselfIsPrivateFromItsFirstByte() throws IOException {
        Path made = PrivateFiles.createFolder(folder.resolve("a/b"));
        PrivateFiles.write(made.resolve("letter.json"), new byte[] {1, 2});
        PrivateFiles.write(made.resolve("letter.json"), new byte[] {3});

        assertThat(rights(made)).isEqualTo("rwx------");
        assertThat(rights(made.resolve("letter.json"))).isEqualTo("rw-------");
        assertThat(made.resolve("letter.json")).hasBinaryContent(new byte[] {3});
    }
}
