package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.SettingsFile;
import io.rootsocket.hub.schedule.timetable.CalendarFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
 * @param settings its {@code application.properties}; empty if that is odd
 * @param findings what is wrong with its settings, and with the calendars of its folder {@code calendars}
 */
public record RouteSources(List<RouteSource> sources, Properties settings, List<Finding> findings) {

    public RouteSources {
        sources = List.copyOf(sources);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a folder. What of it cannot be read is a finding, and keeps nothing else from being read.
     *
     * @param pattern which of its files are routes, as a glob
     * @throws IOException if the folder cannot be listed
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
        var findings = new ArrayList<>(calendars(folder.resolve("calendars")));
        return new RouteSources(sources, settings(folder.resolve("application.properties"), findings), findings);
    }

    /** By their names: one that is no file after all, such as a link to nothing, is found to be odd. */
    private static List<Path> matching(Path folder, String pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static List<Finding> calendars(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? matching(folder, "*.{yaml,yml,ics}").stream()
                        .flatMap(file -> CalendarFile.problem(file).stream().map(odd -> Finding.of(file, odd)))
                        .toList()
                : List.of();
    }

    private static Properties settings(Path file, List<Finding> findings) {
        try {
            return SettingsFile.read(file);
        } catch (NoSuchFileException none) {
            return new Properties();
        } catch (OddFileException e) {
            findings.add(Finding.of(file, e.odd()));
            return new Properties();
        }
    }

    /** The folder together with a file that is not in it. */
    public RouteSources with(RouteSource further) {
        boolean known = sources.stream().anyMatch(source -> isSame(source.file(), further.file()));
        if (known) {
            return this;
        }
        var all = new ArrayList<>(sources);
        all.add(further);
        return new RouteSources(all, settings, findings);
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
