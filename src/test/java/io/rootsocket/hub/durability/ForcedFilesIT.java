package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.testing.ManualRow;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub keeps in files of its own, such as its generations, is on disk when it says so. */
class ForcedFilesIT {

    @TempDir
    Path folder;

    @ManualRow("the power is cut right after you saved routes, and the hub took them")
    @Test
    void aNewFileIsThereAfterAPowerCut() throws Exception {
        try (SmallDisk disk = SmallDisk.make(folder, 20)) {
            Path kept = PrivateFiles.createFolder(disk.folder().resolve("kept"));
            PrivateFiles.replace(kept.resolve("first"), new byte[] {1});
            PrivateFiles.replace(kept.resolve("second"), new byte[] {2});

            try (SmallDisk afterwards = disk.copy(folder, "afterwards")) {
                assertThat(afterwards.folder().resolve("kept/first")).hasBinaryContent(new byte[] {1});
                assertThat(afterwards.folder().resolve("kept/second")).hasBinaryContent(new byte[] {2});
            }
        }
    }

    @ManualRow("the power is cut right after you saved routes, and the hub took them")
    @Test
    void aFileHasItsNewContentAfterAPowerCut() throws Exception {
        try (SmallDisk disk = SmallDisk.make(folder, 20)) {
            Path file = disk.folder().resolve("file");
            PrivateFiles.replace(file, new byte[] {1});
            PrivateFiles.replace(file, new byte[] {2});

            try (SmallDisk afterwards = disk.copy(folder, "afterwards")) {
                assertThat(afterwards.folder().resolve("file")).hasBinaryContent(new byte[] {2});
            }
        }
    }
}
