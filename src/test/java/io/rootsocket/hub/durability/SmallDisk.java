package io.rootsocket.hub.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * An ext4 file system of its own, in an image file that is mounted. Only the superuser may mount: tests that need it are
 * skipped without. For one thread.
 */
final class SmallDisk implements AutoCloseable {

    private final Path image;
    private final Path mounted;

    private SmallDisk(Path image, Path mounted) {
        this.image = image;
        this.mounted = mounted;
    }

    /** Makes one. Skips the test where this user may not mount, as in many containers. */
    static SmallDisk make(Path folder, int megabytes) {
        Path image = folder.resolve("disk.img");
        run(true, "truncate", "-s", megabytes + "M", image.toString());
        assumeTrue(
                run(false, "mkfs.ext4", "-q", "-F", image.toString()) && run(false, "mount", "--help"),
                "skipped: there is no mkfs.ext4 or no mount here");
        return mount(image, folder.resolve("disk"));
    }

    /** A disk that holds what the device of another one holds now: what was not written back is not in it. */
    SmallDisk copy(Path folder, String name) throws IOException {
        Path copy = folder.resolve(name + ".img");
        Files.copy(image, copy);
        return mount(copy, folder.resolve(name));
    }

    private static SmallDisk mount(Path image, Path on) {
        try {
            Files.createDirectories(on);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assumeTrue(
                run(false, "mount", "-o", "loop,commit=300", image.toString(), on.toString()),
                "skipped: only the superuser may mount an image file, and this user is none");
        return new SmallDisk(image, on);
    }

    Path folder() {
        return mounted;
    }

    /** Somebody else takes all that is left. */
    void fill() {
        byte[] zeros = new byte[64 * 1024];
        try (OutputStream all = Files.newOutputStream(mounted.resolve("somebody-elses"), StandardOpenOption.CREATE)) {
            while (true) {
                all.write(zeros);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    /** And gives it back. */
    void free() throws IOException {
        Files.delete(mounted.resolve("somebody-elses"));
    }

    private static boolean run(boolean must, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean done = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
            assertThat(done || !must).as(String.join(" ", command)).isTrue();
            return done;
        } catch (IOException e) {
            if (must) {
                throw new UncheckedIOException(e);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whatever still has it open keeps it until it ends. */
    @Override
    public void close() {
        run(true, "umount", "-l", mounted.toString());
    }
}
