package io.rootsocket.hub.intake;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets only files pass that are regular ones and lie in the folder themselves. Whoever may write to a folder could read all
 * that the hub may read with a link, hold the source with a pipe, and fill the heap with a device. What it looks at is not
 * opened. Safe for several threads.
 */
final class OwnFile<T> implements GenericFileFilter<T> {

    private final Path folder;
    private final Predicate<GenericFile<T>> meant;
    private final GenericFileFilter<T> others;
    private final PassedOver passedOver;

    /**
     * @param folder where the source looks; it may be a link itself, as a person wrote it
     * @param meant whether the route asks for a file of that name; of others nothing is said
     * @param others what else must let the file pass; asked of nothing that is odd
     */
    OwnFile(Path folder, Predicate<GenericFile<T>> meant, GenericFileFilter<T> others, PassedOver passedOver) {
        this.folder = folder;
        this.meant = meant;
        this.others = others;
        this.passedOver = passedOver;
    }

    @Override
    public boolean accept(GenericFile<T> file) {
        if (!(file.getFile() instanceof File local)) {
            return others.accept(file);
        }
        Optional<String> odd = oddity(folder, local.toPath());
        if (odd.isEmpty()) {
            return others.accept(file);
        }
        if (meant.test(file)) {
            passedOver.add(local.toPath(), odd.get());
        }
        return false;
    }

    /** What is odd about a file, or about a folder between it and the source's. */
    static Optional<String> oddity(Path folder, Path file) {
        Path root = folder.toAbsolutePath().normalize();
        Path at = file.toAbsolutePath().normalize();
        Optional<String> odd = oddity(at);
        for (at = at.getParent(); odd.isEmpty() && at != null && at.startsWith(root) && !at.equals(root); ) {
            odd = oddity(at);
            at = at.getParent();
        }
        return odd;
    }

    /** What is odd about what lies there; nothing is odd about what is gone. */
    static Optional<String> oddity(Path path) {
        try {
            var is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isSymbolicLink()) {
                return Optional.of("a link");
            }
            return is.isOther() ? Optional.of("a pipe, a device or a socket") : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("nothing that can be looked at (%s)".formatted(e.getMessage()));
        }
    }
}
