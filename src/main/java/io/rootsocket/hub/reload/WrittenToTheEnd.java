package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.SourceFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Tells by the text of what was edited that its writer is done: it ends with the same route as before, and that with the same
 * text. What a slow writer has written so far ends somewhere before. Of what ends otherwise nothing is said.
 */
final class WrittenToTheEnd {

    /** A few lines: one alone, such as a closing bracket, may come more than once. */
    private static final int END = 80;

    private WrittenToTheEnd() {}

    /** Whether all edits of files that ran before are whole, and nothing but such files was edited. */
    static boolean isAll(FolderState before, Collection<Piece> running, FolderState now, Collection<Piece> wanted) {
        var names = new TreeSet<>(now.files().keySet());
        names.addAll(before.files().keySet());
        return names.stream()
                .filter(name -> !before.file(name)
                        .map(SourceFile::hash)
                        .equals(now.file(name).map(SourceFile::hash)))
                .allMatch(name -> endsAlike(before.file(name), now.file(name))
                        && !last(running, name).isEmpty()
                        && last(running, name).equals(last(wanted, name)));
    }

    private static boolean endsAlike(Optional<SourceFile> before, Optional<SourceFile> now) {
        return before.isPresent()
                && now.isPresent()
                && before.get().text().length() > END
                && now.get().text().endsWith(end(before.get().text()));
    }

    private static String end(String text) {
        return text.substring(text.length() - END);
    }

    /** What the piece is called that stands last in a file. */
    private static List<String> last(Collection<Piece> pieces, String file) {
        return pieces.stream()
                .filter(piece -> piece.file().equals(file))
                .reduce((one, other) -> other.line() > one.line() ? other : one)
                .map(Piece::ids)
                .orElse(List.of());
    }
}
