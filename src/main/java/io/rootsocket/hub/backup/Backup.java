package io.rootsocket.hub.backup;

import io.rootsocket.hub.files.DataFormat;
import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.http.StrictJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
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

    private static final String GENERATIONS = "generations";

    /** What a message may refer to, come from and go to: it is looked at before and after the messages are. */
    private static final List<String> BESIDE_MESSAGES = List.of("uploads", "dead-letters");

    private final Path data;
    private final List<RunningPart> parts;
    private final List<String> elsewhere;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /**
     * @param data the folder of all that the hub keeps
     * @param parts what of it can be copied as it is at one moment, in the order in which it is
     * @param elsewhere what is not in the folder, in words
     */
    public Backup(Path data, List<RunningPart> parts, List<String> elsewhere, Clock clock) {
        this.data = data;
        this.parts = List.copyOf(parts);
        this.elsewhere = List.copyOf(elsewhere);
        this.clock = clock;
    }

    /**
     * Makes one.
     *
     * @return a file in the data folder, for the caller to pass on and to delete
     * @throws IllegalStateException if one is being made, or it cannot be written; nothing is left of it then
     */
    public Path make() {
        if (!oneAtATime.tryLock()) {
            throw new IllegalStateException("A backup is being made already. Wait until it is done.");
        }
        try {
            removeUnfinished();
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

    /** What a kill has left. */
    private void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(data, WORK + "*.{copy,part}")) {
            for (Path unfinished : left) {
                Folders.delete(unfinished);
            }
        }
    }

    private Path packed() throws IOException {
        var manifest = new Manifest(DataFormat.CURRENT, DataFormat.version(), clock.instant(), elsewhere);
        String name = WORK + manifest.begun().toEpochMilli();
        Path copy = PrivateFiles.createFolder(data.resolve(name + ".copy"));
        Path zip = data.resolve(name + ".part");
        try {
            copyTo(copy);
            PrivateFiles.write(
                    copy.resolve(Manifest.FILE), StrictJson.write(manifest).getBytes(StandardCharsets.UTF_8));
            pack(copy, zip);
            return zip;
        } catch (IOException e) {
            Files.deleteIfExists(zip);
            throw e;
        } finally {
            Folders.delete(copy);
        }
    }

    private void copyTo(Path copy) throws IOException {
        Files.copy(data.resolve(DataFormat.FILE), copy.resolve(DataFormat.FILE));
        Folders.copy(data.resolve(GENERATIONS), copy.resolve(GENERATIONS));
        copyBesideMessages(copy);
        for (RunningPart part : parts) {
            try {
                part.copyTo(copy);
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

    private static void pack(Path folder, Path zip) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        try (OutputStream out = Channels.newOutputStream(PrivateFiles.open(zip));
                var packed = new ZipOutputStream(out)) {
            // Journals are mostly zeros; more effort would take the processor from the messages.
            packed.setLevel(Deflater.BEST_SPEED);
            for (Path file : files) {
                packed.putNextEntry(new ZipEntry(folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/")));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        } catch (NoSuchFileException e) {
            throw new IOException("a file of the copy is gone: " + e.getMessage(), e);
        }
    }
}
