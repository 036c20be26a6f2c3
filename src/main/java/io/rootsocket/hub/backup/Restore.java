package io.rootsocket.hub.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.files.FolderFormat;
import io.rootsocket.hub.files.FolderUse;
import io.rootsocket.hub.files.NewerDataException;
import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Puts a backup into the folder of a hub that does not run. All of it is looked at first; then the folder gets all of it, or is
 * left as it was.
 */
public final class Restore {

    private static final String WORK = ".restore-";
    /** What a hub of before there was a lock of the whole folder holds locked. */
    private static final List<String> LOCKED = List.of("broker/hub.lock", "schedules.mv.db", "trail/trail.mv.db");
    /** What there can be in a data folder, and so in a backup. */
    private static final Set<String> PARTS = Set.of(
            "broker",
            "generations",
            "dead-letters",
            "uploads",
            "trail",
            "schedules.mv.db",
            FolderFormat.FILE,
            Manifest.FILE);
    /** Goes by what is in the broker's files, and is begun anew without. */
    private static final String TALLY = "broker.tally";

    private final Path file;
    private final Path data;
    private final Clock clock;

    private Restore(Path file, Path data, Clock clock) {
        this.file = file;
        this.data = data;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param manifest what the backup says of itself
     * @param replaced where what was in the folder is now; empty if there was nothing
     */
    public record Restored(Manifest manifest, List<Path> replaced) {

        public Restored {
            replaced = List.copyOf(replaced);
        }
    }

    /**
     * Restores a backup.
     *
     * @param replace whether to move away what is in the folder
     * @throws HubConfigurationException if the file is no whole backup or of a newer hub, a hub uses the folder, or it holds
     *     something that is not to be replaced; the folder is as it was then
     */
    public static Restored restore(Path file, Path data, boolean replace, Clock clock) {
        try {
            return new Restore(file, data, clock).run(replace);
        } catch (NewerDataException e) {
            throw new HubConfigurationException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new HubConfigurationException(
                    "The backup %s was not restored to %s: %s. Nothing of it is in the folder."
                            .formatted(file, data.toAbsolutePath(), e),
                    e);
        }
    }

    /**
     * What a backup says of itself.
     *
     * @throws HubConfigurationException if it is no whole one
     */
    public static Manifest read(Path file) throws IOException {
        var restore = new Restore(file, Path.of(""), Clock.systemUTC());
        try (ZipFile backup = restore.open()) {
            return restore.manifest(backup);
        }
    }

    private Restored run(boolean replace) throws IOException {
        try (ZipFile backup = open()) {
            Manifest manifest = manifest(backup);
            FolderFormat.requireKnown(manifest.format(), manifest.hub(), "The backup " + file);
            PrivateFiles.createFolder(data);
            FolderUse alone = FolderUse.byNoHub(data).orElseThrow(this::usedByAHub);
            try {
                requireStopped();
                return replaceContent(backup, manifest, replace);
            } finally {
                alone.close();
            }
        }
    }

    private Restored replaceContent(ZipFile backup, Manifest manifest, boolean replace) throws IOException {
        List<Path> present = present();
        if (!present.isEmpty() && !replace) {
            throw new HubConfigurationException(
                    ("%s is not empty: there is %s. Name an empty folder with --data or HUB_DATA, or say --replace to move away"
                                    + " what is there.")
                            .formatted(data.toAbsolutePath(), present.get(0).getFileName()));
        }
        String now = String.valueOf(clock.instant().toEpochMilli());
        Path unpacked = PrivateFiles.createFolder(data.resolve(WORK + now));
        try {
            unpack(backup, unpacked);
            List<Path> replaced = moveAway(present, data.resolve("replaced-" + now));
            moveIn(unpacked);
            return new Restored(manifest, replaced);
        } finally {
            Folders.delete(unpacked);
        }
    }

    private ZipFile open() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new HubConfigurationException(
                    "There is no file %s. Name the one that `hub backup` has made.".formatted(file.toAbsolutePath()));
        }
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw noBackup("it is cut off, or something else");
        }
    }

    private HubConfigurationException noBackup(String why) {
        return new HubConfigurationException(
                "%s is no whole backup of a hub: %s. `hub backup` makes one.".formatted(file, why));
    }

    private Manifest manifest(ZipFile backup) throws IOException {
        ZipEntry entry = backup.getEntry(Manifest.FILE);
        if (entry == null) {
            throw noBackup("it has no " + Manifest.FILE);
        }
        try (InputStream in = backup.getInputStream(entry)) {
            return StrictJson.answer(
                    Wire.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8)), Manifest.class);
        } catch (JsonProcessingException e) {
            throw noBackup("its %s cannot be read".formatted(Manifest.FILE));
        }
    }

    private void requireStopped() throws IOException {
        for (String name : LOCKED) {
            Path locked = data.resolve(name);
            if (Files.isRegularFile(locked) && isLocked(locked)) {
                throw usedByAHub();
            }
        }
    }

    private HubConfigurationException usedByAHub() {
        return new HubConfigurationException("A hub uses %s. Stop it, or name another folder with --data or HUB_DATA."
                .formatted(data.toAbsolutePath()));
    }

    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException inThisProcess) {
            return true;
        }
    }

    /** What of a hub is in the folder. Whatever else is there stays. */
    private List<Path> present() {
        return Stream.concat(PARTS.stream(), Stream.of(TALLY))
                .map(data::resolve)
                .filter(part -> Files.exists(part, LinkOption.NOFOLLOW_LINKS))
                .sorted()
                .toList();
    }

    private void unpack(ZipFile backup, Path unpacked) throws IOException {
        for (ZipEntry entry : (Iterable<ZipEntry>) backup.stream().map(ZipEntry.class::cast)::iterator) {
            Path target = unpacked.resolve(entry.getName()).normalize();
            if (!target.startsWith(unpacked)
                    || !PARTS.contains(unpacked.relativize(target).getName(0).toString())) {
                throw noBackup("%s is nothing that a hub keeps".formatted(entry.getName()));
            }
            PrivateFiles.createFolder(Objects.requireNonNullElse(target.getParent(), unpacked));
            try (InputStream in = backup.getInputStream(entry);
                    FileChannel channel = PrivateFiles.open(target);
                    OutputStream out = Channels.newOutputStream(channel)) {
                in.transferTo(out);
                channel.force(true);
            } catch (ZipException e) {
                throw noBackup("%s in it is damaged".formatted(entry.getName()));
            }
        }
        Files.deleteIfExists(unpacked.resolve(Manifest.FILE));
    }

    private static List<Path> moveAway(List<Path> present, Path aside) throws IOException {
        if (present.isEmpty()) {
            return List.of();
        }
        PrivateFiles.createFolder(aside);
        for (Path part : present) {
            Files.move(part, aside.resolve(part.getFileName()));
        }
        return List.of(aside);
    }

    private void moveIn(Path unpacked) throws IOException {
        try (Stream<Path> parts = Files.list(unpacked)) {
            for (Path part : parts.toList()) {
                Files.move(part, data.resolve(part.getFileName()));
            }
        }
    }
}
