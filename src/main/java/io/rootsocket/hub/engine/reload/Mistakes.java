package io.rootsocket.hub.engine.reload;

import io.rootsocket.hub.engine.RouteProblem;
import io.rootsocket.hub.engine.validate.RouteSource;
import io.rootsocket.hub.engine.validate.RouteValidation;
import io.rootsocket.hub.engine.validate.Rule;
import io.rootsocket.hub.engine.validate.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What {@code hub validate} calls an error in the files that changed, beyond what a scratch context refuses to create: a
 * schedule that never fires, a key that YAML's schema does not know. For one thread at a time.
 */
final class Mistakes {

    /** A secret in clear is bad, but it runs; and which components there are, the running context knows better. */
    private static final Set<Rule> OTHERS_BUSINESS = Set.of(Rule.SECRET, Rule.COMPONENT);

    private final Path folder;
    /** Made at the first edit: its catalog and schema take memory that a hub without edits need not spend. */
    private Optional<RouteValidation> validation = Optional.empty();

    Mistakes(Path folder) {
        this.folder = folder;
    }

    /** Why the changed files are refused; empty if they are not. */
    List<RouteProblem> in(Plan plan, FolderState wanted, Properties settings) {
        List<RouteSource> changed = plan.changes().stream()
                .flatMap(change -> change.after().stream())
                .map(Piece::file)
                .distinct()
                .flatMap(name -> wanted.file(name).stream())
                .map(file -> file.in(folder))
                .toList();
        return validation().checkEach(changed, settings).stream()
                .filter(finding -> finding.severity() == Severity.ERROR && !OTHERS_BUSINESS.contains(finding.rule()))
                .map(RouteProblems::of)
                .toList();
    }

    private RouteValidation validation() {
        RouteValidation known = validation.orElseGet(() -> new RouteValidation(Clock.systemUTC()));
        validation = Optional.of(known);
        return known;
    }
}
