package io.rootsocket.hub.backup;

import io.rootsocket.hub.files.FolderFormat;
import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.http.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Backups of a hub that runs. Safe to share between threads; one is made at a time.
 *
 * <p>What was accepted before a backup began is in it. The parts are copied one after the other, so a message may be in two
 * of them, as what waits and as what is dead, and in no case in none: it is handled twice after a restore, rather than never.
 */
public final class Backup {

    /** What is being made is beside what it is made of, so that files need not be copied to be there twice. */
    private static final String WORK = ".backup-";

    private static final String ZIP = ".part";
    private static final long MEGABYTE = 1 << 20;

    private static final String GENERATIONS = "generations";

    /** What a message may refer to, come from and go to: it is looked at before and after the messages are. */
    private static final List<String> BESIDE_MESSAGES = List.of("uploads", "dead-letters");

    private final Path data;
    private final int maxDiskUsage;
    private final List<RunningPart> parts;
    private final List<String> elsewhere;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /**
     * @param data the folder of all that the hub keeps
     * @param maxDiskUsage how full its disk may be meanwhile, in per cent: beyond that the hub takes no messages
     * @param parts what of it can be copied as it is at one moment, in the order in which it is
     * @param elsewhere what is not in the folder, in words
     */
    public Backup(Path data, int maxDiskUsage, List<RunningPart> parts, List<String> elsewhere, Clock clock) {
        this.data = data;
        this.maxDiskUsage = maxDiskUsage;
        this.parts = List.copyOf(parts);
        this.elsewhere = List.copyOf(elsewhere);
        this.clock = clock;
    }

    /**
     * Makes one.
     *
     * @return a file in the data folder, for the caller to pass on and to close
     * @throws IllegalStateException if one is being made, there is no room for it, or it cannot be written; nothing is left of
     *     it then
     */
    public BackupFile make() {
        if (!oneAtATime.tryLock()) {
            throw new IllegalStateException("A backup is being made already. Wait until it is done.");
        }
        try {
            removeUnfinished();
            requireRoom();
            return packed();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The backup cannot be written to %s: %s. It needs about as much room as what is there has."
                            .formatted(data.toAbsolutePath(), e),
                    e);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** What a kill has left. What is still sent, or is another hub's, is left alone. */
    private void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(data, WORK + "*.{copy,part}")) {
            for (Path unfinished : left) {
                String name = unfinished.getFileName().toString();
                if (!BackupFile.isInUse(data.resolve(name.substring(0, name.lastIndexOf('.')) + ZIP))) {
                    Folders.delete(unfinished);
                }
            }
        }
    }

    /** As each file is packed it goes, so the copy and what is packed of it need no more than a copy does. */
    private void requireRoom() throws IOException {
        long needed = Folders.size(data.resolve(GENERATIONS));
        for (String folder : BESIDE_MESSAGES) {
            needed += Folders.size(data.resolve(folder));
        }
        for (RunningPart part : parts) {
            needed += Folders.size(part.place());
        }
        FileStore disk = Files.getFileStore(data);
        long free = Math.max(0, disk.getUsableSpace() - disk.getTotalSpace() / 100 * (100 - maxDiskUsage));
        if (needed > free) {
            throw new IllegalStateException(
                    ("The backup needs up to %,d MB on the disk of %s, and %,d MB can be used there until it is %d %% full"
                                    + " (HUB_MAX_DISK_USAGE), from when on the hub takes no messages. Make room there. Nothing was"
                                    + " written.")
                            .formatted(megabytes(needed), data.toAbsolutePath(), free / MEGABYTE, maxDiskUsage));
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }

    private BackupFile packed() throws IOException {
        var manifest = new Manifest(FolderFormat.CURRENT, FolderFormat.version(), clock.instant(), elsewhere);
        String name = WORK + manifest.begun().toEpochMilli();
        BackupFile zip = BackupFile.create(data.resolve(name + ZIP));
        Path copy = data.resolve(name + ".copy");
        try {
            PrivateFiles.createFolder(copy);
            copyTo(copy);
            PrivateFiles.write(
                    copy.resolve(Manifest.FILE), StrictJson.write(manifest).getBytes(StandardCharsets.UTF_8));
            pack(copy, zip);
            return zip;
        } catch (IOException | RuntimeException | Error e) {
            zip.close();
            throw e;
        } finally {
            Folders.delete(copy);
        }
    }

    private void copyTo(Path copy) throws IOException {
        Files.copy(data.resolve(FolderFormat.FILE), copy.resolve(FolderFormat.FILE));
        Folders.copy(data.resolve(GENERATIONS), copy.resolve(GENERATIONS));
        copyBesideMessages(copy);
        for (RunningPart part : parts) {
            try {
                part.copying().copyTo(copy);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(String.valueOf(e.getMessage()), e);
            }
        }
        copyBesideMessages(copy);
    }

    private void copyBesideMessages(Path copy) throws IOException {
        for (String folder : BESIDE_MESSAGES) {
            Folders.copy(data.resolve(folder), copy.resolve(folder));
        }
    }

    private static void pack(Path folder, BackupFile zip) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        try (var packed = new ZipOutputStream(zip.content())) {
            // Journals are mostly zeros; more effort would take the processor from the messages.
            packed.setLevel(Deflater.BEST_SPEED);
            for (Path file : files) {
                packed.putNextEntry(new ZipEntry(folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/")));
                Files.copy(file, packed);
                packed.closeEntry();
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            throw new IOException("a file of the copy is gone: " + e.getMessage(), e);
        }
    }
}
