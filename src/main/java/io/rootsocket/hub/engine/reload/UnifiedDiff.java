package io.rootsocket.hub.engine.reload;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Two states of the folder, compared in the way that {@code diff -u} does. */
final class UnifiedDiff {

    private static final int CONTEXT = 3;

    private UnifiedDiff() {}

    static String of(FolderState before, FolderState after) {
        var names = new TreeSet<>(before.files().keySet());
        names.addAll(after.files().keySet());
        var text = new StringBuilder();
        for (String name : names) {
            List<String> from = lines(before.file(name));
            List<String> to = lines(after.file(name));
            if (!from.equals(to)) {
                UnifiedDiffUtils.generateUnifiedDiff(
                                before.file(name).isPresent() ? "a/" + name : "/dev/null",
                                after.file(name).isPresent() ? "b/" + name : "/dev/null",
                                from,
                                DiffUtils.diff(from, to),
                                CONTEXT)
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static List<String> lines(Optional<SourceFile> file) {
        return file.map(present -> present.text().lines().toList()).orElse(List.of());
    }
}
