package io.rootsocket.hub.engine.validate;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A folder of routes, read once.
 *
 * @param sources its route files, and the kamelets of its folder {@code kamelets}
 * @param settings its {@code application.properties}
 */
public record RouteSources(List<RouteSource> sources, Properties settings) {

    public RouteSources {
        sources = List.copyOf(sources);
    }

    /**
     * Reads a folder.
     *
     * @param pattern which of its files are routes, as a glob
     * @throws IOException if a file cannot be read
     */
    public static RouteSources read(Path folder, String pattern) throws IOException {
        var sources = new ArrayList<RouteSource>();
        for (Path file : matching(folder, pattern)) {
            sources.add(RouteSource.read(file));
        }
        Path kamelets = folder.resolve("kamelets");
        if (Files.isDirectory(kamelets)) {
            for (Path file : matching(kamelets, "*.kamelet.yaml")) {
                sources.add(RouteSource.read(file));
            }
        }
        return new RouteSources(sources, settings(folder.resolve("application.properties")));
    }

    private static List<Path> matching(Path folder, String pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(file -> Files.isRegularFile(file) && matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static Properties settings(Path file) throws IOException {
        var settings = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader);
            }
        }
        return settings;
    }

    /** The folder together with a file that is not in it. */
    public RouteSources with(RouteSource further) {
        boolean known = sources.stream().anyMatch(source -> isSame(source.file(), further.file()));
        if (known) {
            return this;
        }
        var all = new ArrayList<>(sources);
        all.add(further);
        return new RouteSources(all, settings);
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
