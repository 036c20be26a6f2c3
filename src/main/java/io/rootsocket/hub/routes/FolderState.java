package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.SettingsFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All files of the folder at one moment.
 *
 * @param files by name, sorted
 */
public record FolderState(SortedMap<String, SourceFile> files) {

    public static final FolderState EMPTY = new FolderState(new TreeMap<>());

    public FolderState {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static FolderState of(Collection<SourceFile> files) {
        return new FolderState(
                files.stream().collect(Collectors.toMap(SourceFile::name, file -> file, (a, b) -> a, TreeMap::new)));
    }

    public Optional<SourceFile> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** This state with one file as it was before, or without it. */
    public FolderState with(String name, Optional<SourceFile> file) {
        var changed = new TreeMap<>(files);
        changed.remove(name);
        file.ifPresent(kept -> changed.put(name, kept));
        return new FolderState(changed);
    }

    /** This state with the calendars of another. */
    public FolderState withCalendarsOf(FolderState other) {
        var changed = new TreeMap<>(files);
        changed.values().removeIf(SourceFile::isCalendar);
        other.files().values().stream()
                .filter(SourceFile::isCalendar)
                .forEach(calendar -> changed.put(calendar.name(), calendar));
        return new FolderState(changed);
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
        Optional<SourceFile> file = file(SourceFile.PROPERTIES);
        if (file.isEmpty()) {
            return new Properties();
        }
        Path name = Path.of(SourceFile.PROPERTIES);
        try {
            if (file.get().odd().isPresent()) {
                throw new OddFileException(name, file.get().odd().get());
            }
            return SettingsFile.parse(name, file.get().text());
        } catch (OddFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
