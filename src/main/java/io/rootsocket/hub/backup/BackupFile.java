package io.rootsocket.hub.backup;

import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.http.FileAnswer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A backup that is being made, or that somebody takes, until it is closed, and deleted with that. It is locked meanwhile, also
 * for other hubs with the same data folder. Safe to share between threads.
 */
public final class BackupFile implements FileAnswer.MadeFile {

    /** Behind all content: Windows lets nobody read what another has locked, not even by another handle of this process. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    /** Those of this process, which may not open them to ask: with what it closes then, its own lock would go. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private BackupFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static BackupFile create(Path path) throws IOException {
        FileChannel channel = PrivateFiles.open(path);
        var file = new BackupFile(path, channel);
        OWN.add(path);
        try {
            channel.tryLock(LOCKED, 1, false);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Whether somebody still makes or takes it. */
    static boolean isInUse(Path path) throws IOException {
        if (OWN.contains(path)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                var lock = channel.tryLock(LOCKED, 1, false)) {
            return lock == null;
        } catch (OverlappingFileLockException inThisProcess) {
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    /** Writes what is in it. Closing that leaves the file locked. */
    OutputStream content() {
        return new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** Deletes it. Safe twice. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }
}
