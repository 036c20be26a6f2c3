package io.rootsocket.hub.broker;

import io.rootsocket.hub.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.persistence.StorageManager;

/**
 * A copy of the files of a broker that runs, as a power cut would leave them at one moment: Artemis starts on it as after one.
 *
 * <p>As where Artemis copies itself to a backup server, both journals are held, and what they have is made to be on disk. What
 * the journal names beside it, page files and large messages, is only ever appended to, so a second name is enough to keep it
 * from being deleted once the journal goes on. What comes to a page file later is a message that was accepted later.
 */
final class BrokerCopy {

    private BrokerCopy() {}

    /**
     * @param folder the broker's
     * @param target a folder that is not there yet, on the same disk
     */
    static void make(StorageManager storage, Path folder, Path target) throws Exception {
        PrivateFiles.createFolder(target);
        Journal messages = storage.getMessageJournal();
        Journal bindings = storage.getBindingsJournal();
        messages.synchronizationLock();
        try {
            bindings.synchronizationLock();
            try {
                messages.forceMoveNextFile();
                bindings.forceMoveNextFile();
                copy(folder.resolve("journal"), target.resolve("journal"), Files::copy);
                copy(folder.resolve("bindings"), target.resolve("bindings"), Files::copy);
                copy(folder.resolve("paging"), target.resolve("paging"), BrokerCopy::link);
                String large = EmbeddedBroker.LARGE_MESSAGES;
                copy(folder.resolve(large), target.resolve(large), BrokerCopy::link);
            } finally {
                bindings.synchronizationUnlock();
            }
        } finally {
            messages.synchronizationUnlock();
        }
    }

    @FunctionalInterface
    private interface Copying {
        void copy(Path from, Path to) throws IOException;
    }

    private static void copy(Path from, Path to, Copying copying) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        PrivateFiles.createFolder(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Path target = to.resolve(file.getFileName());
                if (Files.isDirectory(file)) {
                    copy(file, target, copying);
                } else {
                    copyIfThere(file, target, copying);
                }
            }
        }
    }

    /** What had left the broker before may be deleted still. */
    private static void copyIfThere(Path file, Path target, Copying copying) throws IOException {
        try {
            copying.copy(file, target);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(target);
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            Files.copy(from, to);
        }
    }
}
