package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.Languages;
import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteProblems;
import io.rootsocket.hub.routes.RouteSource;
import io.rootsocket.hub.routes.Rule;
import io.rootsocket.hub.routes.Severity;
import io.rootsocket.hub.validate.RouteValidation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * What {@code hub validate} calls an error, in its words: the hub says the same of a file that is saved. For one thread
 * at a time.
 */
final class ValidationBeforeReload {

    /** A secret in clear is bad, but it runs; which components and classes there are, the running context knows better. */
    private static final Set<Rule> OTHERS_BUSINESS = Set.of(Rule.SECRET, Rule.COMPONENT, Rule.CAMEL);

    private final CamelContext live;
    private final Path folder;
    private final Clock clock;
    /** Made at the first edit, or for a file that is broken at the start: a hub without either need not spend its memory. */
    private Optional<RouteValidation> validation = Optional.empty();

    ValidationBeforeReload(CamelContext live, Path folder, Clock clock) {
        this.live = live;
        this.folder = folder;
        this.clock = clock;
    }

    /** Why the changed files are refused; empty if they are not. */
    List<RefusedFile> in(Plan plan, FolderState wanted) {
        return in(
                plan.changes().stream()
                        .flatMap(change -> change.after().stream())
                        .map(Piece::file)
                        .distinct(),
                wanted);
    }

    /** What is wrong in a file that does not run. */
    List<RefusedFile> in(String file, FolderState wanted) {
        return in(Stream.of(file), wanted);
    }

    private List<RefusedFile> in(Stream<String> names, FolderState wanted) {
        List<RouteSource> sources = names.flatMap(name -> wanted.file(name).stream())
                .map(file -> file.in(folder))
                .toList();
        try {
            return validation().checkEach(sources, wanted.properties()).stream()
                    .filter(finding ->
                            finding.severity() == Severity.ERROR && !OTHERS_BUSINESS.contains(finding.rule()))
                    .map(finding -> new RefusedFile(RouteProblems.of(finding), finding.rule() == Rule.FILE))
                    .toList();
        } finally {
            Languages.belongTo(live);
        }
    }

    private RouteValidation validation() {
        RouteValidation known = validation.orElseGet(() -> new RouteValidation(clock));
        validation = Optional.of(known);
        return known;
    }
}
