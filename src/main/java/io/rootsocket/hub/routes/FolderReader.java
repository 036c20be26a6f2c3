package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.TextFile;
import io.rootsocket.hub.schedule.timetable.CalendarFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folder, and only those of its files that may have changed since the last time. Links are followed, so that a
 * link that now points elsewhere counts as a change. Not safe for several threads.
 */
public final class FolderReader {

    /** A file system may give two writes within this time the same time stamp. */
    private static final Duration SAME_STAMP = Duration.ofSeconds(2);

    private static final OddFile NO_ROUTES = new OddFile(
            1,
            "It holds no routes.",
            "Write a list that begins with `- route:` or `- from:`, or move it away: nothing of it is shown or kept.");

    private final Path folder;
    private final PathMatcher routeFiles;
    private final Clock clock;
    private Map<String, Read> known = new HashMap<>();

    public FolderReader(Path folder, String pattern, Clock clock) {
        this.folder = folder;
        this.routeFiles = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        this.clock = clock;
    }

    /** What tells, without reading it, that a file is another one. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private record Read(Stamp stamp, SourceFile file, boolean settled) {}

    /**
     * @throws NoSuchFileException if there is no folder now
     */
    public FolderState read() throws IOException {
        var now = new HashMap<String, Read>();
        for (Path path : paths()) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            try {
                now.put(name, read(name, path));
            } catch (NoSuchFileException gone) {
                now.remove(name);
            }
        }
        known = now;
        return FolderState.of(now.values().stream().map(Read::file).toList());
    }

    /** Whether a file was written to within this time, so that its writer may not be done. */
    public boolean isFresh(Duration within) {
        Instant now = clock.instant();
        return known.values().stream()
                .map(read -> Duration.between(read.stamp().modified().toInstant(), now))
                .anyMatch(age -> !age.isNegative() && age.compareTo(within) < 0);
    }

    private List<Path> paths() throws IOException {
        var paths = new ArrayList<Path>();
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(child -> routeFiles.matches(child.getFileName())
                            || SourceFile.PROPERTIES.equals(String.valueOf(child.getFileName())))
                    .forEach(paths::add);
        }
        addChildren(paths, SourceFile.KAMELETS, SourceFile::isKamelet);
        addChildren(paths, SourceFile.CALENDARS, SourceFile::isCalendar);
        return paths;
    }

    private void addChildren(List<Path> paths, String below, Predicate<String> which) throws IOException {
        Path inner = folder.resolve(below);
        if (Files.isDirectory(inner)) {
            try (Stream<Path> children = Files.list(inner)) {
                children.filter(child -> which.test(below + child.getFileName()))
                        .forEach(paths::add);
            }
        }
    }

    private Read read(String name, Path path) throws IOException {
        Stamp stamp = stamp(path);
        Optional<Read> before = Optional.ofNullable(known.get(name));
        if (before.isPresent()
                && before.get().settled()
                && Objects.equals(before.get().stamp(), stamp)) {
            return before.get();
        }
        SourceFile file = content(name, path);
        // Read while it was being written: it has the later stamp, so that it counts as fresh.
        Stamp after = stamp(path);
        boolean settled = after.equals(stamp)
                && stamp.modified().toInstant().plus(SAME_STAMP).isBefore(clock.instant());
        return new Read(after, file, settled);
    }

    /** What cannot be read, or is none of ours to read, keeps nothing else from being read. */
    private SourceFile content(String name, Path path) throws IOException {
        try {
            byte[] content = TextFile.bytes(path);
            TextFile.text(path, content);
            SourceFile file = SourceFile.of(name, content);
            if (file.isCalendar()) {
                return CalendarFile.problem(path)
                        .map(odd -> SourceFile.odd(name, odd))
                        .orElse(file);
            }
            boolean ours = file.isProperties()
                    || (leadsOutside(path) ? RouteKeywords.areAllOf(file) : RouteKeywords.mayBeIn(file.text()));
            return ours
                    ? file
                    : SourceFile.odd(name, file.in(folder).beyondBounds().orElse(NO_ROUTES));
        } catch (OddFileException e) {
            return SourceFile.odd(name, e.odd());
        }
    }

    /** Kubernetes links each file to one in a folder of the same mount, which is inside. */
    private boolean leadsOutside(Path path) throws IOException {
        return !path.toRealPath().startsWith(folder.toRealPath());
    }

    private static Stamp stamp(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            // A link to nothing, or to itself, has only what is its own.
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
