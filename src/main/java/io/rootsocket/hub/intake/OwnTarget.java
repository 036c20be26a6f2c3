package io.rootsocket.hub.intake;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is moved to, refused where a link stands on the way below the source's folder. Whoever may write there could
 * lead the hub with a link to put their file into any folder of the hub's user.
 */
final class OwnTarget extends ExpressionAdapter {

    private final Path folder;
    private final Expression written;

    private OwnTarget(Path folder, Expression written) {
        this.folder = folder.toAbsolutePath().normalize();
        this.written = written;
    }

    /** Holds all moves of a source to it; Camel's own folder too, where the route names none. */
    static void holdTo(FileEndpoint files) {
        Path folder = files.getFile().toPath();
        if (files.getMove() == null && !files.isDelete() && !files.isNoop()) {
            files.setMove(".camel");
        }
        files.setMove(of(folder, files.getMove()));
        files.setMoveFailed(of(folder, files.getMoveFailed()));
        files.setPreMove(of(folder, files.getPreMove()));
    }

    private static @Nullable Expression of(Path folder, @Nullable Expression written) {
        return written == null || written instanceof OwnTarget ? written : new OwnTarget(folder, written);
    }

    @Override
    public @Nullable Object evaluate(Exchange exchange) {
        String target = written.evaluate(exchange, String.class);
        // Camel takes a relative one from where the hub runs, or from the source's folder.
        Optional<Path> linked = target == null
                ? Optional.empty()
                : Stream.of(Path.of(target), folder.resolve(target))
                        .map(path -> path.toAbsolutePath().normalize())
                        .filter(path -> path.startsWith(folder))
                        .filter(path -> OwnFile.oddity(folder, path).isPresent())
                        .findFirst();
        if (linked.isPresent()) {
            throw new IllegalStateException(
                    "%s leads through a link, and nothing is moved there. Make a folder in the place of the link."
                            .formatted(linked.get()));
        }
        return target;
    }
}
