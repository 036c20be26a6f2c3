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
 * Java's archive of the classes that a packaged hub loads, by which each hub of the tests starts in half the time. The
 * first who asks makes it, for all forks of the build. Java leaves it aside, without a word, where it does not fit.
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

    /** Java writes down what it has loaded when it ends: so a hub is run, up to its first screen. */
    private static void make() throws IOException {
        Path folder = Files.createTempDirectory(HOME.getParent(), "archive");
        Path written = folder.resolve("hub.jsa");
        try (var tree = HubTree.withShippedRoutes(folder.resolve("hub"))) {
            tree.with("JAVA_OPTS", HubTree.QUICK + " -Xlog:disable -XX:ArchiveClassesAtExit=" + written)
                    .run()
                    .stop();
            Files.move(written, ARCHIVE, REPLACE_EXISTING);
        }
    }
}
