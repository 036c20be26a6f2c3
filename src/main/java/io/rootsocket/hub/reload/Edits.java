package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FileNames;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files that differ between what runs and what is wanted, and which of them belong together: if one is not taken,
 * neither is what needs it, or what a name has moved from or to.
 */
final class Edits {

    private final FolderState before;
    private final FolderState after;
    private final Set<String> edited = new TreeSet<>();
    private final Map<String, Versions> known = new HashMap<>();
    private final Set<String> changedSettings;

    /** The names of a file before and after. */
    private record Versions(FileNames before, FileNames after) {

        boolean needs(Versions other) {
            return before.takesFrom(other.before)
                    || before.takesFrom(other.after)
                    || after.takesFrom(other.before)
                    || after.takesFrom(other.after)
                    || moved(other)
                    || other.moved(this);
        }

        /** Whether something went from here to there; a file without an id is known by what starts its routes. */
        private boolean moved(Versions there) {
            boolean renamed = after.equals(FileNames.NONE)
                    && there.before.equals(FileNames.NONE)
                    && before.sources().stream().anyMatch(there.after.sources()::contains);
            return renamed
                    || before.owns().stream()
                            .anyMatch(name -> !after.owns().contains(name) && there.after.mayOwn(name));
        }
    }

    Edits(FolderState before, FolderState after) {
        this.before = before;
        this.after = after;
        var names = new TreeSet<>(before.files().keySet());
        names.addAll(after.files().keySet());
        names.stream()
                .filter(name -> !before.file(name)
                        .map(SourceFile::hash)
                        .equals(after.file(name).map(SourceFile::hash)))
                .forEach(edited::add);
        this.changedSettings = edited.contains(SourceFile.PROPERTIES) ? changedSettings() : Set.of();
    }

    private Set<String> changedSettings() {
        if (before.oddSettings().isPresent() || after.oddSettings().isPresent()) {
            return Set.of();
        }
        return Plan.changedSettings(before.properties(), after.properties()).stream()
                .map("setting:"::concat)
                .collect(Collectors.toSet());
    }

    boolean isEdited(String file) {
        return edited.contains(file);
    }

    /** An edited file, and all edits that cannot be taken without it. */
    Set<String> with(String file) {
        var found = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(Set.of(file));
        while (!open.isEmpty()) {
            String next = open.poll();
            if (found.add(next)) {
                edited.stream()
                        .filter(other ->
                                !found.contains(other) && versions(other).needs(versions(next)))
                        .forEach(open::add);
            }
        }
        return found;
    }

    /** The edits that a file may suffer from which is none of them, each with what cannot be taken without it. */
    Set<String> behind(String file) {
        Versions suffering = versions(file);
        var found = new HashSet<String>();
        edited.stream()
                .filter(other -> suffering.needs(versions(other)) || sharesOwn(suffering, versions(other)))
                .forEach(other -> found.addAll(with(other)));
        return found;
    }

    private static boolean sharesOwn(Versions one, Versions other) {
        return other.after.owns().stream()
                .anyMatch(name ->
                        one.before.owns().contains(name) || one.after.owns().contains(name));
    }

    private Versions versions(String file) {
        return Objects.requireNonNull(
                known.computeIfAbsent(file, name -> new Versions(names(before, name), names(after, name))));
    }

    private FileNames names(FolderState state, String name) {
        Optional<SourceFile> file = state.file(name);
        if (file.isPresent() && file.get().isProperties()) {
            return new FileNames(changedSettings, Set.of(), Set.of(), "", false, true);
        }
        return file.map(FileNames::of).orElse(FileNames.NONE);
    }
}
