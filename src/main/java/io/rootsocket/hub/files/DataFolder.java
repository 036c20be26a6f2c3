package io.rootsocket.hub.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of everything that the hub keeps, closed to all other users of the machine. Safe for threads.
 *
 * <p>What the broker and the database write follows the umask, which Java cannot set: the closed folder keeps others from
 * it, and {@link #closeContent} takes the rights away that it was made with.
 *
 * <p>Until it is closed, no backup can be restored to it.
 */
public final class DataFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** What lies beside other people's things if the folder is not the hub's alone; H2 adds endings to the last. */
    private static final List<String> OWN = List.of(
            "broker",
            "generations",
            "dead-letters",
            "uploads",
            "trail",
            "schedules.",
            FolderFormat.FILE,
            FolderUse.FILE);

    /** Only the superuser and the owner may delete from such a folder: {@code /tmp} is one. */
    private static final int STICKY = 01000;

    private final Path folder;
    private final boolean shared;
    private final FolderUse use;

    private DataFolder(Path folder, boolean shared, FolderUse use) {
        this.folder = folder;
        this.shared = shared;
        this.use = use;
    }

    /**
     * Makes the folder if there is none, and closes it. Nothing that it holds can be reached by others from then on.
     *
     * @throws NewerDataException if a newer hub has written there; nothing is changed then
     * @throws FolderReplacedException if what is in it is just being replaced; nothing is changed then
     * @throws IOException if there is none and it cannot be made
     */
    public static DataFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            PrivateFiles.createFolder(path);
        }
        Path real = path.toRealPath();
        requireWritable(real);
        FolderFormat.known(real);
        FolderUse use = FolderUse.byHub(real);
        try {
            FolderFormat.take(real);
            return opened(new DataFolder(real, PrivateFiles.hasRights(real) && isShared(real), use));
        } catch (IOException | RuntimeException e) {
            use.close();
            throw e;
        }
    }

    private static DataFolder opened(DataFolder data) {
        Path real = data.folder;
        if (!PrivateFiles.hasRights(real)) {
            LOG.debug("{} is on a file system without rights of owner, group and others", real);
        } else if (data.shared) {
            LOG.warn(
                    "{} is not the hub's alone, so it stays open to other users, and only what the hub keeps in it is "
                            + "closed. Set HUB_DATA to a folder of the hub's own.",
                    real);
        } else {
            data.closeItself();
        }
        return data;
    }

    /** Said here, in one line: what writes there first would say it in words of its own. */
    private static void requireWritable(Path folder) throws IOException {
        if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw new AccessDeniedException(folder.toString(), null, "it is not writable by " + user());
        }
    }

    private static String user() {
        try {
            return "uid " + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notHere) {
            return "the user " + System.getProperty("user.name");
        }
    }

    /** To close these would lock other programs out, or the person who runs the hub. */
    private static boolean isShared(Path folder) throws IOException {
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        Path home = Path.of(System.getProperty("user.home", "/")).toAbsolutePath();
        Path here = Path.of("").toRealPath();
        return (mode & STICKY) != 0 || home.startsWith(folder) || here.startsWith(folder);
    }

    private void closeItself() {
        try {
            if (close(folder)) {
                LOG.info("Other users could reach {} until now; from now on only this user can.", folder);
            }
        } catch (IOException e) {
            LOG.warn(
                    "Other users can reach {}, and this user may not change that ({}). Let its owner run `chmod go= {}`.",
                    folder,
                    e.toString(),
                    folder);
        }
    }

    /** Takes the rights of others from everything that is in the folder by now. Links are not followed. */
    public void closeContent() {
        if (!PrivateFiles.hasRights(folder)) {
            return;
        }
        int refused = 0;
        for (Path top : top()) {
            refused += closeTree(top);
        }
        if (refused > 0) {
            LOG.warn(
                    "Of what is in {}, {} belong to another user who lets others read them. "
                            + "Let that user run `chmod -R go= {}`.",
                    folder,
                    refused,
                    folder);
        }
    }

    private List<Path> top() {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !shared || isOwn(child)).toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", folder, e.toString());
            return List.of();
        }
    }

    private static boolean isOwn(Path child) {
        String name = child.getFileName().toString();
        return OWN.stream().anyMatch(own -> own.endsWith(".") ? name.startsWith(own) : name.equals(own));
    }

    /** How many it may not close. */
    private static int closeTree(Path path) {
        int refused = 0;
        try {
            close(path);
        } catch (IOException e) {
            // A file that is gone by now needs nothing; whoever owns another's file must do it.
            refused += Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? 1 : 0;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : children(path)) {
                refused += closeTree(child);
            }
        }
        return refused;
    }

    private static List<Path> children(Path path) {
        try (Stream<Path> children = Files.list(path)) {
            return children.toList();
        } catch (IOException e) {
            LOG.debug("{} cannot be listed", path, e);
            return List.of();
        }
    }

    /** Lets others replace what is in it. Safe twice. */
    @Override
    public void close() {
        use.close();
    }

    /** Whether it was open. */
    private static boolean close(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return false;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        boolean open = rights.removeAll(OTHERS);
        if (open) {
            Files.setPosixFilePermissions(path, rights);
        }
        return open;
    }
}
