package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.SettingsFile;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.yaml.RouteSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All files of the folder at one moment.
 *
 * @param files by name, sorted
 * @param foreign what lies beside them and is no file of routes, by name, with why it is not read
 */
public record FolderState(SortedMap<String, SourceFile> files, SortedMap<String, OddFile> foreign) {

    public static final FolderState EMPTY = new FolderState(new TreeMap<>(), new TreeMap<>());

    public FolderState {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        foreign = Collections.unmodifiableSortedMap(new TreeMap<>(foreign));
    }

    public static FolderState of(Collection<SourceFile> files) {
        return new FolderState(
                files.stream().collect(Collectors.toMap(SourceFile::name, file -> file, (a, b) -> a, TreeMap::new)),
                new TreeMap<>());
    }

    public Optional<SourceFile> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** This state with one file as it was before, or without it. */
    public FolderState with(String name, Optional<SourceFile> file) {
        var changed = new TreeMap<>(files);
        changed.remove(name);
        file.ifPresent(kept -> changed.put(name, kept));
        return new FolderState(changed, foreign);
    }

    /**
     * This state, in which a file that is none of routes any more counts as one that cannot be read: nobody can have meant
     * to replace routes by it. So does one in a folder that cannot be looked into, or behind a link that leads nowhere.
     *
     * @param routes the names of the files that ran as routes
     */
    public FolderState missing(Set<String> routes) {
        var changed = new TreeMap<>(files);
        for (String name : routes) {
            if (!files.containsKey(name)) {
                unread(name).ifPresent(why -> changed.put(name, SourceFile.odd(name, why)));
            }
        }
        return new FolderState(changed, foreign);
    }

    /** Why a file is not read, or a folder that it would be in. */
    private Optional<OddFile> unread(String name) {
        OddFile why = foreign.get(name);
        if (why != null) {
            return Optional.of(why);
        }
        Optional<OddFile> odd = file(name).flatMap(SourceFile::odd);
        int end = name.lastIndexOf('/');
        return odd.isPresent() || end < 0 ? odd : unread(name.substring(0, end));
    }

    /** This state without what lies among the routes and is none. */
    public FolderState runnable() {
        return new FolderState(files, new TreeMap<>());
    }

    /** This state with the calendars of another. */
    public FolderState withCalendarsOf(FolderState other) {
        var changed = new TreeMap<>(files);
        changed.values().removeIf(SourceFile::isCalendar);
        other.files().values().stream()
                .filter(SourceFile::isCalendar)
                .forEach(calendar -> changed.put(calendar.name(), calendar));
        return new FolderState(changed, foreign);
    }

    /**
     * Its route files and kamelets, for the checks: the shortest names first, so that a copy is blamed and not its original.
     */
    public List<RouteSource> sources(Path folder) {
        return sources(folder, name -> true);
    }

    /**
     * The same.
     *
     * @param last which files come last, as they are to blame if two want the same
     */
    public List<RouteSource> sources(Path folder, Predicate<String> last) {
        return files.values().stream()
                .filter(file -> !file.isCalendar() && !file.isProperties())
                .sorted(Comparator.comparing((SourceFile file) -> last.test(file.name()))
                        .thenComparing(file -> file.name().length())
                        .thenComparing(SourceFile::name))
                .map(file -> file.in(folder))
                .toList();
    }

    /** What is wrong with its settings and calendars, and what else lies there and is not read. */
    public List<Finding> findings(Path folder) {
        var findings = new ArrayList<Finding>();
        files.values().stream()
                .filter(SourceFile::isCalendar)
                .forEach(file ->
                        file.odd().ifPresent(odd -> findings.add(Finding.of(folder.resolve(file.name()), odd))));
        oddSettings().ifPresent(odd -> findings.add(Finding.of(folder.resolve(SourceFile.PROPERTIES), odd)));
        foreign.forEach((name, why) -> findings.add(Finding.ofForeign(folder.resolve(name), why)));
        return findings;
    }

    /** Why its settings cannot be read, if they cannot. */
    public Optional<OddFile> oddSettings() {
        try {
            readProperties();
            return Optional.empty();
        } catch (OddFileException e) {
            return Optional.of(e.odd());
        }
    }

    /** The name and the hash of each file: two states with the same are the same. */
    public Map<String, String> hashes() {
        var hashes = new TreeMap<String, String>();
        files.values().forEach(file -> hashes.put(file.name(), file.hash()));
        return hashes;
    }

    /**
     * The settings of the routes.
     *
     * @throws IllegalArgumentException if the file is not one of settings
     */
    public Properties properties() {
        try {
            return readProperties();
        } catch (OddFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Properties readProperties() throws OddFileException {
        Optional<SourceFile> file = file(SourceFile.PROPERTIES);
        if (file.isEmpty()) {
            return new Properties();
        }
        Path name = Path.of(SourceFile.PROPERTIES);
        if (file.get().odd().isPresent()) {
            throw new OddFileException(name, file.get().odd().get());
        }
        return SettingsFile.parse(name, file.get().text());
    }
}
