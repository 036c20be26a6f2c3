package io.rootsocket.hub.engine.reload;

import java.io.IOException;
import java.io.StringReader;
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
record FolderState(SortedMap<String, SourceFile> files) {

    static final FolderState EMPTY = new FolderState(new TreeMap<>());

    FolderState {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    static FolderState of(Collection<SourceFile> files) {
        return new FolderState(
                files.stream().collect(Collectors.toMap(SourceFile::name, file -> file, (a, b) -> a, TreeMap::new)));
    }

    Optional<SourceFile> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** This state with one file as it was before, or without it. */
    FolderState with(String name, Optional<SourceFile> file) {
        var changed = new TreeMap<>(files);
        changed.remove(name);
        file.ifPresent(kept -> changed.put(name, kept));
        return new FolderState(changed);
    }

    /** The name and the hash of each file: two states with the same are the same. */
    Map<String, String> hashes() {
        var hashes = new TreeMap<String, String>();
        files.values().forEach(file -> hashes.put(file.name(), file.hash()));
        return hashes;
    }

    /**
     * The settings of the routes.
     *
     * @throws IllegalArgumentException if the file is not one of settings
     */
    Properties properties() {
        var properties = new Properties();
        file(SourceFile.PROPERTIES).ifPresent(file -> {
            try {
                properties.load(new StringReader(file.text()));
            } catch (IOException e) {
                throw new IllegalStateException("A text in memory can be read", e);
            }
        });
        return properties;
    }
}
