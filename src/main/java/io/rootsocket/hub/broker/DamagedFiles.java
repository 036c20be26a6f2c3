package io.rootsocket.hub.broker;

import io.rootsocket.hub.files.PrivateFiles;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of the embedded broker for which Artemis would not start. Journal files whose header cannot be one are moved aside,
 * so that the broker starts with the rest and a person still has them; Artemis deletes those that are too short for one. A
 * file that was cut is as long as it was again.
 */
final class DamagedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedFiles.class);

    private static final long MEGABYTE = 1024L * 1024;
    /** How long a whole lock file is. */
    private static final long LOCK = 19;
    /** Says whose page files are beside it. */
    private static final String ADDRESS = "address.txt";

    private DamagedFiles() {}

    /** @param folder the broker's, which nobody uses now */
    static void setAside(Path folder, Clock clock) throws IOException {
        // It holds the name of a node in a cluster, which the broker is none of; our own lock keeps others out.
        Path lock = folder.resolve("journal/server.lock");
        if (Files.exists(lock) && Files.size(lock) < LOCK) {
            Files.delete(lock);
        }
        removeUnfinished(folder.resolve("paging"));
        Path aside = folder.resolve("damaged-" + clock.instant().toEpochMilli());
        for (Path file : damaged(folder)) {
            PrivateFiles.createFolder(aside);
            Path moved = Files.move(file, aside.resolve(file.getFileName()));
            LOG.error(
                    "The broker's file {} is damaged: it has no header that can be read. It is moved to {}, and what only it held "
                            + "is missing. To have that back, stop the hub and put the file back from a backup.",
                    file,
                    moved);
        }
    }

    /** A kill leaves folders for page files that do not say yet whose they are: they hold nothing. */
    private static void removeUnfinished(Path paging) throws IOException {
        if (Files.isDirectory(paging)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(paging, Files::isDirectory)) {
                for (Path pages : folders) {
                    Path name = pages.resolve(ADDRESS);
                    if ((Files.notExists(name) || Files.size(name) == 0) && isEmptyBut(pages, ADDRESS)) {
                        Files.deleteIfExists(name);
                        Files.delete(pages);
                    }
                }
            }
        }
    }

    private static boolean isEmptyBut(Path folder, String file) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(found -> found.endsWith(file));
        }
    }

    private static List<Path> damaged(Path folder) throws IOException {
        List<Path> damaged = new ArrayList<>();
        for (Path journal : List.of(folder.resolve("journal"), folder.resolve("bindings"))) {
            if (Files.isDirectory(journal)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(journal, "*.{amq,bindings}")) {
                    for (Path file : files) {
                        if (!hasHeader(file)) {
                            damaged.add(file);
                        } else if (Files.size(file) % MEGABYTE != 0) {
                            fillUp(file);
                        }
                    }
                }
            }
        }
        return damaged;
    }

    /** Artemis makes them of zeros, of whole megabytes. */
    private static void fillUp(Path file) throws IOException {
        try (var cut = new RandomAccessFile(file.toFile(), "rw")) {
            LOG.error(
                    "The broker's file {} was cut to {} bytes. What it held behind them is missing.",
                    file,
                    cut.length());
            cut.setLength((cut.length() / MEGABYTE + 1) * MEGABYTE);
        }
    }

    private static boolean hasHeader(Path file) throws IOException {
        if (Files.size(file) < JournalImpl.SIZE_HEADER) {
            return false;
        }
        try (var header = new DataInputStream(Files.newInputStream(file))) {
            return header.readInt() == JournalImpl.FORMAT_VERSION;
        } catch (EOFException e) {
            return false;
        }
    }
}
