package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.SourceFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of a wanted state of the folder can run: at first all of it; then, edit by edit, without those that are wrong. An edit
 * that is not taken leaves its file as it ran before, together with the edits that need it. For one thread.
 */
final class Target {

    private final Path folder;
    private final FolderState before;
    private final FolderState wanted;
    private final Edits edits;
    private FolderState state;
    private final Map<String, List<RefusedFile>> left = new LinkedHashMap<>();
    private final Set<String> waiting = new HashSet<>();

    Target(Path folder, FolderState before, FolderState wanted) {
        this.folder = folder;
        this.before = before;
        this.wanted = wanted;
        this.edits = new Edits(before, wanted);
        this.state = wanted;
    }

    /** What is to run. */
    FolderState state() {
        return state;
    }

    /** Why the others are left as they were, by file. */
    Map<String, List<RefusedFile>> left() {
        return left;
    }

    /** Whether this version of a file has not run before. */
    boolean isNew(String file) {
        return !hash(state, file).equals(hash(before, file));
    }

    /**
     * Leaves files as they were, as their new versions are wrong, and with them what needs those. What is wrong with a file
     * that is not new is held against the edits that it suffers from.
     *
     * @param wrong what is wrong, by file
     * @return the files that have changed in this target
     */
    Set<String> leave(Map<String, List<RefusedFile>> wrong) {
        wrong.forEach((file, why) -> {
            if (waiting.remove(file)) {
                left.remove(file);
            }
            left.putIfAbsent(file, why);
        });
        Set<String> edited = wrong.keySet().stream().filter(this::isNew).collect(Collectors.toSet());
        var changed = new HashSet<String>();
        wrong.keySet()
                .forEach(file ->
                        changed.addAll(restore(edited.contains(file) ? edits.with(file) : edits.behind(file), file)));
        return changed;
    }

    /** Says what is wrong with a file that runs all the same, as it did before. */
    void tell(String file, List<RefusedFile> why) {
        left.putIfAbsent(file, why);
    }

    /** Leaves out a file that does not run in its version from before either. */
    void drop(String file, List<RefusedFile> why) {
        left.putIfAbsent(file, why);
        state = state.with(file, Optional.empty());
    }

    /** Whether there are edits that a file which is none of them may suffer from. */
    boolean suffers(String file) {
        return edits.behind(file).stream().anyMatch(this::isNew);
    }

    /** Takes no edit at all. */
    void leaveAll(RouteProblem why) {
        state = before;
        left.clear();
        left.put(folder.relativize(why.file()).toString().replace('\\', '/'), List.of(RefusedFile.whole(why)));
    }

    /** Takes no edit, each for the same reason. */
    void leaveAllEdits(String why) {
        var names = new TreeSet<>(wanted.files().keySet());
        names.addAll(before.files().keySet());
        names.stream()
                .filter(this::isNew)
                .forEach(name -> left.putIfAbsent(
                        name,
                        List.of(RefusedFile.whole(new RouteProblem(folder.resolve(name), OptionalInt.empty(), why)))));
        state = before;
    }

    private Set<String> restore(Set<String> files, String cause) {
        var restored = new HashSet<String>();
        for (String name : files) {
            if (isNew(name)) {
                restored.add(name);
                state = state.with(name, before.file(name));
                if (!left.containsKey(name)) {
                    waiting.add(name);
                    left.put(name, List.of(RefusedFile.whole(waits(name, cause))));
                }
            }
        }
        return restored;
    }

    private RouteProblem waits(String name, String cause) {
        boolean gone = !wanted.files().containsKey(name);
        boolean first = before.file(name).isEmpty();
        String message = first
                ? "The file does not run yet, as it belongs to what is wrong in `%s`."
                : gone
                        ? "The file is gone, and what it held runs on, as `%s` needs it."
                        : "This edit waits, as it belongs to what is wrong in `%s`.";
        return new RouteProblem(
                folder.resolve(name),
                OptionalInt.empty(),
                message.formatted(cause),
                Optional.of((first ? "Mend `%s`, and both run." : "Mend `%s`, and both edits are taken.")
                        .formatted(cause)));
    }

    private static Optional<String> hash(FolderState state, String file) {
        return state.file(file).map(SourceFile::hash);
    }
}
