package io.rootsocket.hub.reload.history;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two states of the folder, compared in the way that {@code diff -u} does. That a secret has changed is shown, but not
 * what it is or was.
 */
final class UnifiedDiff {

    private static final int CONTEXT = 3;

    private UnifiedDiff() {}

    static String of(FolderState before, FolderState after) {
        var names = new TreeSet<>(before.files().keySet());
        names.addAll(after.files().keySet());
        var secrets = new HashSet<>(SecretParameters.of(before));
        secrets.addAll(SecretParameters.of(after));
        var text = new StringBuilder();
        for (String name : names) {
            Side from = Side.of(before.file(name), secrets);
            Side to = Side.of(after.file(name), secrets);
            if (!from.lines().equals(to.lines())) {
                UnifiedDiffUtils.generateUnifiedDiff(
                                before.file(name).isPresent() ? "a/" + name : "/dev/null",
                                after.file(name).isPresent() ? "b/" + name : "/dev/null",
                                from.shown(),
                                masked(DiffUtils.diff(from.lines(), to.lines()), from, to),
                                CONTEXT)
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    /** The files that differ, each with {@code +}, {@code -} or {@code ~} before its name. */
    static List<String> files(FolderState before, FolderState after) {
        var names = new TreeSet<>(before.files().keySet());
        names.addAll(after.files().keySet());
        return names.stream()
                .filter(name -> !before.file(name).equals(after.file(name)))
                .map(name ->
                        (before.file(name).isEmpty() ? "+" : after.file(name).isEmpty() ? "-" : "~") + name)
                .toList();
    }

    /** A file as it is, to compare, and as it is shown, line by line. */
    private record Side(List<String> lines, List<String> shown) {

        static Side of(Optional<SourceFile> file, Set<String> secrets) {
            return file.map(present -> new Side(present.text().lines().toList(), SecretLines.of(present, secrets)))
                    .orElse(new Side(List.of(), List.of()));
        }

        Chunk<String> shown(Chunk<String> chunk) {
            int from = chunk.getPosition();
            return new Chunk<>(from, shown.subList(from, from + chunk.size()));
        }
    }

    private static Patch<String> masked(Patch<String> real, Side from, Side to) {
        var masked = new Patch<String>();
        for (AbstractDelta<String> delta : real.getDeltas()) {
            Chunk<String> source = from.shown(delta.getSource());
            Chunk<String> target = to.shown(delta.getTarget());
            masked.addDelta(
                    switch (delta.getType()) {
                        case INSERT -> new InsertDelta<>(source, target);
                        case DELETE -> new DeleteDelta<>(source, target);
                        default -> new ChangeDelta<>(source, target);
                    });
        }
        return masked;
    }
}
