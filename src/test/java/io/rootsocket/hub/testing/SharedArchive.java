package io.rootsocket.hub.testing;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Java's archive of the classes that a packaged hub and its commands load, by which each hub of the tests starts in half the
 * time. The first who asks makes it, for all forks of the build. Java leaves it aside, without a word, where it does not fit.
 */
final class SharedArchive {

    private static final Path HOME =
            Path.of(System.getProperty("hub.home", "target/hub")).toAbsolutePath();
    private static final Path ARCHIVE = HOME.resolveSibling("hub.jsa");

    private SharedArchive() {}

    /** The option with which a hub of this build, whose class path is {@code jar:ext/*}, starts on the archive. */
    static synchronized String option() {
        try (var channel = FileChannel.open(
                        HOME.resolveSibling("hub.jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (!isNewerThan(jar())) {
                make();
            }
            return "-XX:SharedArchiveFile=" + ARCHIVE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packaged hub. */
    static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(HOME)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isNewerThan(Path jar) throws IOException {
        return Files.exists(ARCHIVE)
                && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /** As the launcher does, once a hub runs for a while. */
    private static void make() throws IOException {
        Path folder = Files.createTempDirectory(HOME.getParent(), "archive");
        try (var tree = HubTree.empty(folder)) {
            tree.with("JAVA_OPTS", "").done("./hub rehearse");
            try (Stream<Path> made = Files.list(folder.resolve("target/hub"))) {
                Path archive = made.filter(file -> file.getFileName().toString().startsWith("classes-"))
                        .findFirst()
                        .orElseThrow();
                Files.move(archive, ARCHIVE, REPLACE_EXISTING);
            }
        }
    }
}
