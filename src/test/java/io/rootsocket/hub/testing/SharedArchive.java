package io.rootsocket.hub.testing;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Java's archive of the classes that a packaged hub and its commands load, by which each hub of the tests starts in half the
 * time. The first who asks makes it, for all forks of the build. Java leaves it aside, without a word, where it does not fit.
 */
final class SharedArchive {

    private static final Path HOME =
            Path.of(System.getProperty("hub.home", "target/hub")).toAbsolutePath();
    private static final Path ARCHIVE = HOME.resolveSibling("hub.jsa");

    /** From this Java on there is another kind of archive, of which Java itself says more than tests of a log may see. */
    private static final int AOT = 25;

    /** What keeps the launcher from making one. */
    private static final String NONE = "-Xshare:auto";

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private SharedArchive() {}

    /** The option with which a hub of this build, whose class path is {@code jar:ext/*}, starts on the archive. */
    static synchronized String option() {
        if (Runtime.version().feature() >= AOT) {
            return NONE;
        }
        try (var channel = FileChannel.open(
                        HOME.resolveSibling("hub.jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (!isNewerThan(jar())) {
                make();
            }
            return Files.size(ARCHIVE) > 0 ? "-XX:SharedArchiveFile=" + ARCHIVE : NONE;
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

    /** As the launcher does, once a hub runs for a while. If it fails, it is not tried again: a test says so. */
    private static void make() throws IOException {
        Files.deleteIfExists(ARCHIVE);
        Files.createFile(ARCHIVE);
        Path folder = Files.createTempDirectory(HOME.getParent(), "archive");
        try (var tree = HubTree.empty(folder)) {
            Process rehearsal =
                    tree.with("JAVA_OPTS", "").start(HubTree.REHEARSAL).process();
            await().atMost(TIMEOUT).until(() -> !rehearsal.isAlive());
            try (Stream<Path> made = Files.list(folder.resolve("target/hub"))) {
                Optional<Path> archive = made.filter(
                                file -> file.getFileName().toString().startsWith("classes-"))
                        .findFirst();
                if (archive.isPresent()) {
                    Files.move(archive.get(), ARCHIVE, REPLACE_EXISTING);
                }
            }
        }
    }
}
