package io.rootsocket.hub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.files.DataFolder;
import io.rootsocket.hub.files.FolderFormat;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(7), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void noFolderYet() {
        data = folder.resolve("data");
    }

    private Path backup(int format, Map<String, String> files) throws IOException {
        var all = new TreeMap<>(files);
        all.put(Manifest.FILE, StrictJson.write(new Manifest(format, "9.9.9", Instant.EPOCH, List.of())));
        Path zip = folder.resolve("backup.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, String> file : all.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return zip;
    }

    private Path backup() throws IOException {
        return backup(
                FolderFormat.CURRENT,
                Map.of("broker/journal/activemq-data-1.amq", "journal", "schedules.mv.db", "ledger".repeat(1_000)));
    }

    /** But for what says who uses the folder, and is empty. */
    private Map<String, String> content() throws IOException {
        if (Files.notExists(data)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(data.resolve("hub.lock")))
                    .collect(Collectors.toMap(file -> data.relativize(file).toString(), RestoreTest::text));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuses(Path zip, boolean replace, String... words) throws IOException {
        Map<String, String> before = content();

        assertThatThrownBy(() -> Restore.restore(zip, data, replace, CLOCK))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContainingAll(words);

        assertThat(content()).as("nothing is changed").isEqualTo(before);
    }

    @Test
    void putsEachFileInItsPlaceForThisUserOnly() throws IOException {
        Restore.Restored restored = Restore.restore(backup(), data, false, CLOCK);

        assertThat(content())
                .containsOnly(
                        Map.entry("broker/journal/activemq-data-1.amq", "journal"),
                        Map.entry("schedules.mv.db", "ledger".repeat(1_000)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("schedules.mv.db"))))
                .isEqualTo("rw-------");
        assertThat(restored.replaced()).isEmpty();
        assertThat(restored.manifest().hub()).isEqualTo("9.9.9");
    }

    @Test
    void leavesOtherPeoplesFilesInTheFolder() throws IOException {
        Files.createDirectories(data.resolve("inbox"));
        Files.writeString(data.resolve("inbox/stock.csv"), "sku");

        Restore.restore(backup(), data, false, CLOCK);

        assertThat(content()).containsEntry("inbox/stock.csv", "sku").containsKey("schedules.mv.db");
    }

    @Test
    void refusesAFolderThatHoldsSomethingUnlessToldAndMovesThatAwayThen() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("schedules.mv.db"), "mine");
        Files.writeString(data.resolve("broker.tally"), "counted");
        refuses(backup(), false, "is not empty: there is broker.tally", "--replace");

        Restore.Restored restored = Restore.restore(backup(), data, true, CLOCK);

        assertThat(restored.replaced()).containsExactly(data.resolve("replaced-7"));
        assertThat(content())
                .containsEntry("replaced-7/schedules.mv.db", "mine")
                .containsEntry("replaced-7/broker.tally", "counted")
                .containsEntry("schedules.mv.db", "ledger".repeat(1_000))
                .doesNotContainKey("broker.tally");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker/hub.lock", "schedules.mv.db", "trail/trail.mv.db"})
    void refusesTheFolderOfAHubThatRunsWhateverItIsTold(String locked) throws IOException {
        Path file = data.resolve(locked);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        try (var used = new RandomAccessFile(file.toFile(), "rw");
                var lock = used.getChannel().lock()) {
            assertThat(lock.isValid()).isTrue();
            refuses(backup(), true, "A hub uses " + data, "Stop it");
        }
    }

    /** Nothing else in it is locked then. */
    @Test
    void refusesTheFolderOfAHubWhoseBrokerAndDatabaseAreElsewhere() throws IOException {
        Files.createDirectories(data.resolve("uploads"));
        try (DataFolder used = DataFolder.open(data)) {
            used.closeContent();
            refuses(backup(), true, "A hub uses " + data, "Stop it");
        }

        assertThat(Restore.restore(backup(), data, true, CLOCK).replaced()).hasSize(1);
    }

    @Test
    void refusesWhatANewerHubHasWritten() throws IOException {
        refuses(
                backup(FolderFormat.CURRENT + 1, Map.of("schedules.mv.db", "new")),
                false,
                "was written by RootSocket Hub 9.9.9 in format " + (FolderFormat.CURRENT + 1));
    }

    @Test
    void refusesAFileThatWasCutOff() throws IOException {
        Path zip = backup();
        try (var cut = new RandomAccessFile(zip.toFile(), "rw")) {
            cut.setLength(cut.length() - 30);
        }
        refuses(zip, false, "is no whole backup of a hub");
    }

    /** Where only the sum at the end tells. */
    @Test
    void refusesAFileThatIsDamagedInItsMiddle() throws IOException {
        Path zip = backup();
        byte[] bytes = Files.readAllBytes(zip);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("schedules.mv.db") + 20;
        bytes[at] ^= 0x55;
        Files.write(zip, bytes);
        refuses(zip, false, "is no whole backup of a hub", "schedules.mv.db in it is damaged");
    }

    @Test
    void refusesAZipOfSomethingElse() throws IOException {
        Path zip = folder.resolve("other.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("letter.txt"));
            out.closeEntry();
        }
        refuses(zip, false, "it has no backup.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "broker/../../outside", "/etc/outside", "hub.sh", "inbox/evil.yaml"})
    void refusesNamesThatAreNothingOfAHubs(String name) throws IOException {
        refuses(backup(FolderFormat.CURRENT, Map.of(name, "evil")), false, "is nothing that a hub keeps");
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void saysSoWhereThereIsNoSuchFile() throws IOException {
        refuses(folder.resolve("nothing.zip"), false, "There is no file " + folder.resolve("nothing.zip"));
        refuses(folder, false, "There is no file " + folder);
    }
}
