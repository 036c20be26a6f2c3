package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A folder of routes, read once, as the checks want it.
 *
 * @param sources its route files, and the kamelets of its folder {@code kamelets}
 * @param settings its {@code application.properties}; empty if that is odd
 * @param findings what is wrong with its settings and calendars, and what else lies there and is not read
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
        return of(state(folder, pattern), folder);
    }

    /**
     * All that a folder holds, as it is read.
     *
     * @param pattern which of its files are routes, as a glob
     * @throws IOException if the folder cannot be listed
     */
    public static FolderState state(Path folder, String pattern) throws IOException {
        return new FolderReader(folder, pattern, Clock.systemUTC()).read();
    }

    /** The folder as it was read. */
    public static RouteSources of(FolderState state, Path folder) {
        Properties settings = state.oddSettings().isPresent() ? new Properties() : state.properties();
        return new RouteSources(state.sources(folder), settings, state.findings(folder));
    }

    /**
     * The folder together with a file that is not in it.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public RouteSources with(Path file) throws IOException {
        boolean known = sources.stream().anyMatch(source -> isSame(source.file(), file))
                || findings.stream().anyMatch(finding -> isSame(finding.file(), file));
        if (known) {
            return this;
        }
        FolderState alone = FolderReader.alone(file);
        var all = new ArrayList<>(sources);
        alone.files().values().forEach(read -> all.add(new RouteSource(file, read.text(), read.odd())));
        var found = new ArrayList<>(findings);
        alone.foreign().values().forEach(why -> found.add(Finding.ofForeign(file, why)));
        return new RouteSources(all, settings, found);
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
