package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.TextFile;
import io.rootsocket.hub.files.YamlBounds;
import io.rootsocket.hub.routes.FileContent.Standing;
import io.rootsocket.hub.schedule.timetable.CalendarFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folder, and only those of its files that may have changed since the last time. Links are followed, so that a
 * link that now points elsewhere counts as a change. Not safe for several threads.
 */
public final class FolderReader {

    /** A file system may give two writes within this time the same time stamp. */
    private static final Duration SAME_STAMP = Duration.ofSeconds(2);

    /** As deep as folders within the folder are looked into. */
    private static final int MAX_DEPTH = 20;

    /** Of the folder itself, those that hold something else than routes. */
    private static final Set<String> RESERVED = Set.of(SourceFile.KAMELETS, SourceFile.CALENDARS, SourceFile.TESTS);

    /** What the system keeps for itself at the top of each disk, and lets nobody look into. */
    private static final String OF_THE_SYSTEM = "lost+found";

    private static final PathMatcher YAML = FileSystems.getDefault().getPathMatcher("glob:*.{yaml,yml}");

    private final Path folder;
    private final PathMatcher routeFiles;
    private final Clock clock;
    private final String pattern;
    private final Walking walking;
    private Map<String, Read> known = new HashMap<>();
    private volatile List<Path> folders = List.of();

    public FolderReader(Path folder, String pattern, Clock clock) {
        this(
                folder,
                pattern,
                clock,
                (from, visitor) ->
                        Files.walkFileTree(from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, visitor));
    }

    FolderReader(Path folder, String pattern, Clock clock, Walking walking) {
        this.folder = folder;
        this.walking = walking;
        this.pattern = pattern;
        this.routeFiles = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        this.clock = clock;
    }

    /** How a folder is walked through. */
    @FunctionalInterface
    interface Walking {
        void walk(Path folder, FileVisitor<Path> visitor) throws IOException;
    }

    /** What tells, without reading it, that a file is another one. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {

        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    /** A file as it was when the folder was walked through. */
    private record Found(Path path, Stamp stamp) {}

    private record Read(Stamp stamp, Content content, boolean settled) {

        boolean isYounger(Duration age, Instant now) {
            Duration since = Duration.between(stamp.modified().toInstant(), now);
            return !since.isNegative() && since.compareTo(age) < 0;
        }
    }

    /** A file as it was read, or why it is none of ours. */
    private record Content(Optional<SourceFile> file, Optional<OddFile> foreign) {

        static Content of(SourceFile file) {
            return new Content(Optional.of(file), Optional.empty());
        }

        static Content foreign(Optional<OddFile> why) {
            return new Content(Optional.empty(), why);
        }
    }

    /**
     * Reads what is there now. A folder within it that cannot be looked into is odd, as a file is that cannot be read: it is
     * not empty.
     *
     * @throws NoSuchFileException if there is no folder now
     */
    public FolderState read() throws IOException {
        var now = new HashMap<String, Read>();
        Walk walk = walked();
        for (Found found : walk.found) {
            String name = nameOf(folder, found.path());
            try {
                now.put(name, read(name, found));
            } catch (NoSuchFileException gone) {
                now.remove(name);
            }
        }
        known = now;
        var files = new TreeMap<String, SourceFile>();
        var foreign = new TreeMap<String, OddFile>();
        now.forEach((name, read) -> {
            read.content().file().ifPresent(file -> files.put(name, file));
            read.content().foreign().ifPresent(why -> foreign.put(name, why));
        });
        walk.unreadable.forEach((path, why) -> {
            String name = nameOf(folder, path);
            files.put(name, SourceFile.odd(name, why));
        });
        walk.leadingNowhere.forEach(link -> foreign.put(nameOf(folder, link), UnreadableFolder.NOWHERE));
        walk.tooDeep.forEach(inner -> foreign.put(nameOf(folder, inner), UnreadableFolder.tooDeep(MAX_DEPTH)));
        return new FolderState(files, foreign);
    }

    /** The folders in which it looked the last time. */
    public List<Path> folders() {
        return folders;
    }

    /** Whether a file was written to within this time, so that its writer may not be done. */
    public boolean isFresh(Duration within) {
        return known.values().stream().anyMatch(read -> read.isYounger(within, clock.instant()));
    }

    /** Whether a file has just been emptied, as a slow writer does before it writes. */
    public boolean isJustEmptied() {
        return known.values().stream()
                .anyMatch(read -> read.content()
                                .file()
                                .filter(file -> file.text().isBlank())
                                .isPresent()
                        && read.isYounger(SAME_STAMP, clock.instant()));
    }

    private Walk walked() throws IOException {
        if (Files.notExists(folder)) {
            // A link that leads nowhere for a moment would be walked through as a file, and the folder be empty.
            throw new NoSuchFileException(folder.toString());
        }
        var walk = new Walk();
        walking.walk(folder, walk);
        addChildren(walk, SourceFile.KAMELETS);
        addChildren(walk, SourceFile.CALENDARS);
        folders = List.copyOf(walk.folders);
        return walk;
    }

    private void addChildren(Walk walk, String below) {
        Path inner = folder.resolve(below);
        if (Files.isDirectory(inner)) {
            walk.folders.add(inner);
            try (Stream<Path> children = Files.list(inner)) {
                for (Path child : children.filter(each -> isChild(below, String.valueOf(each.getFileName())))
                        .toList()) {
                    walk.add(child);
                }
            } catch (IOException | UncheckedIOException e) {
                walk.unreadable.put(inner, UnreadableFolder.because(e));
            }
        }
    }

    private static boolean isChild(String below, String name) {
        return below.equals(SourceFile.KAMELETS)
                ? YAML.matches(Path.of(name)) && !name.startsWith(".")
                : SourceFile.isCalendar(below + name);
    }

    /** What may be a file of routes, in the folder and in those within it. */
    private final class Walk extends SimpleFileVisitor<Path> {

        private final List<Found> found = new ArrayList<>();
        private final List<Path> folders = new ArrayList<>();
        private final Map<Path, OddFile> unreadable = new TreeMap<>();
        private final List<Path> leadingNowhere = new ArrayList<>();
        private final List<Path> tooDeep = new ArrayList<>();

        @Override
        public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            if (!inner.equals(folder)) {
                if (routeFiles.matches(inner.getFileName())) {
                    // Found to be a folder where a file is meant.
                    found.add(new Found(inner, Stamp.of(attributes)));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (isNotOfTheRoutes(inner)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
            }
            folders.add(inner);
            return FileVisitResult.CONTINUE;
        }

        private boolean isNotOfTheRoutes(Path inner) {
            String name = String.valueOf(inner.getFileName());
            return name.startsWith(".")
                    || name.equals(OF_THE_SYSTEM)
                    || folder.equals(inner.getParent()) && RESERVED.contains(name + "/");
        }

        private void add(Path path) throws IOException {
            try {
                found.add(new Found(path, stamp(path)));
            } catch (NoSuchFileException gone) {
                // As if it had not been listed.
            }
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isDirectory()) {
                // The last that is listed, and not entered.
                if (!isNotOfTheRoutes(file)) {
                    tooDeep.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
            String name = String.valueOf(file.getFileName());
            boolean settings = SourceFile.PROPERTIES.equals(name) && folder.equals(file.getParent());
            // Where Emacs keeps who edits a file.
            boolean lock = name.startsWith(".#");
            if (settings || !lock && (routeFiles.matches(file.getFileName()) || YAML.matches(file.getFileName()))) {
                found.add(new Found(file, Stamp.of(attributes)));
            } else if (attributes.isSymbolicLink() && !name.startsWith(".")) {
                // Followed, it would be none: whether it was one to a folder of routes, who ran them knows.
                leadingNowhere.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            boolean holdsItself = failure instanceof FileSystemLoopException;
            boolean gone = failure instanceof NoSuchFileException;
            if (file.equals(folder)) {
                throw failure;
            }
            if (holdsItself || gone || isNotOfTheRoutes(file)) {
                return FileVisitResult.CONTINUE;
            }
            // A folder that may be listed and not entered does not even tell which of its children are folders.
            boolean notEntered = failure instanceof AccessDeniedException && !Files.isDirectory(file);
            return unreadable(notEntered ? Objects.requireNonNull(file.getParent()) : file, failure);
        }

        /** What the disk gives up in the middle of a list. */
        @Override
        public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : unreadable(inner, failure);
        }

        private FileVisitResult unreadable(Path inner, IOException failure) throws IOException {
            if (inner.equals(folder)) {
                throw failure;
            }
            unreadable.put(inner, UnreadableFolder.because(failure));
            return FileVisitResult.CONTINUE;
        }
    }

    private Read read(String name, Found found) throws IOException {
        Optional<Read> before = Optional.ofNullable(known.get(name));
        if (before.isPresent()
                && before.get().settled()
                && Objects.equals(before.get().stamp(), found.stamp())) {
            return before.get();
        }
        Path path = found.path();
        Stamp stamp = stamp(path);
        Content content = content(name, path);
        // Read while it was being written: it has the later stamp, so that it counts as fresh.
        Stamp after = stamp(path);
        boolean settled = after.equals(stamp)
                && stamp.modified().toInstant().plus(SAME_STAMP).isBefore(clock.instant());
        return new Read(after, content, settled);
    }

    private Content content(String name, Path path) throws IOException {
        boolean settings = name.equals(SourceFile.PROPERTIES);
        if (settings || SourceFile.isCalendar(name)) {
            return Content.of(fileOf(name, path));
        }
        if (name.startsWith(SourceFile.KAMELETS) && !SourceFile.isKamelet(name)) {
            return Content.foreign(
                    FileContent.foreign("Of the folder `kamelets`, files that end with `.kamelet.yaml` are read.")
                            .why());
        }
        if (!name.startsWith(SourceFile.KAMELETS) && !routeFiles.matches(path.getFileName())) {
            return Content.foreign(
                    FileContent.foreign("`HUB_ROUTES_PATTERN` is `%s`, which does not take it.".formatted(pattern))
                            .why());
        }
        return routes(name, path, leadsOutside(path));
    }

    /** What cannot be read, or is none of ours to read, keeps nothing else from being read. */
    private static Content routes(String name, Path path, boolean strict) throws IOException {
        Optional<FileContent> known = FileContent.ofName(name);
        SourceFile file = known.isPresent() ? SourceFile.of(name, new byte[0]) : fileOf(name, path);
        if (file.odd().isPresent()) {
            return Content.of(file);
        }
        FileContent content = known.orElseGet(() -> FileContent.of(file));
        if (strict && content.standing() == Standing.ROUTES && !RouteKeywords.areAllOf(file)) {
            content = FileContent.foreign("It is a link to a file elsewhere that does not hold routes alone.");
        }
        return switch (content.standing()) {
            case ROUTES -> Content.of(file);
            case REFUSED -> Content.of(SourceFile.odd(name, content.why().orElseThrow()));
            case FOREIGN -> Content.foreign(content.why());
        };
    }

    private static SourceFile fileOf(String name, Path path) throws NoSuchFileException {
        try {
            byte[] bytes = TextFile.bytes(path);
            TextFile.text(path, bytes);
            SourceFile file = SourceFile.of(name, bytes);
            return problem(file, path).map(why -> SourceFile.odd(name, why)).orElse(file);
        } catch (OddFileException e) {
            return SourceFile.odd(name, e.odd());
        }
    }

    private static Optional<OddFile> problem(SourceFile file, Path path) {
        if (file.isCalendar()) {
            return CalendarFile.problem(path);
        }
        return file.isProperties() ? Optional.empty() : YamlBounds.beyond(file.text());
    }

    /**
     * Some files of a folder, read as all are.
     *
     * @throws NoSuchFileException if one of them is not there
     */
    public static FolderState some(Path folder, Collection<Path> which) throws IOException {
        var files = new TreeMap<String, SourceFile>();
        var foreign = new TreeMap<String, OddFile>();
        for (Path path : which) {
            String name = nameOf(folder, path);
            Content content = routes(name, path, false);
            content.file().ifPresent(file -> files.put(name, file));
            content.foreign().ifPresent(why -> foreign.put(name, why));
        }
        return new FolderState(files, foreign);
    }

    private static String nameOf(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    /**
     * A file that somebody asks about, wherever it is: what is known of a folder that holds nothing else.
     *
     * @throws NoSuchFileException if there is none
     */
    static FolderState alone(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        String name = String.valueOf(file.getFileName());
        boolean kamelet = SourceFile.KAMELETS.equals(folder.getFileName() + "/");
        var files = new TreeMap<String, SourceFile>();
        var foreign = new TreeMap<String, OddFile>();
        Content content = routes(kamelet ? SourceFile.KAMELETS + name : name, file, false);
        content.file().ifPresent(read -> files.put(name, read));
        content.foreign().ifPresent(why -> foreign.put(name, why));
        return new FolderState(files, foreign);
    }

    /** Kubernetes links each file to one in a folder of the same mount, which is inside. */
    private boolean leadsOutside(Path path) {
        try {
            return !path.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            // A link to nothing, or to itself: whoever reads it says so.
            return false;
        }
    }

    private static Stamp stamp(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            // A link to nothing, or to itself, has only what is its own.
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        return Stamp.of(attributes);
    }
}
