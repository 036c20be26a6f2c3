package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.Languages;
import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.PieceLoader;
import io.rootsocket.hub.routes.PieceLoader.PieceException;
import io.rootsocket.hub.routes.ProblemLines;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteCreation;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.RouteProblems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.service.ServiceHelper;

/** Tries what is wanted without running it: every piece that would change is created in a {@link DryRun} context. */
final class DryRunCheck {

    private final CamelContext live;
    private final Path folder;
    private final RouteProblems problems;

    DryRunCheck(CamelContext live, Path folder) {
        this.live = live;
        this.folder = folder;
        this.problems = new RouteProblems(folder, live);
    }

    /** Two routes with one id: Camel would replace the first without a word. The second is the problem. */
    List<RouteProblem> idsTakenTwice(Collection<Piece> wanted, Predicate<String> isNew) {
        Map<String, String> owners = new HashMap<>();
        var found = new ArrayList<RouteProblem>();
        // As the checks have it: what runs keeps its id, and a copy is blamed, not its original.
        List<Piece> inOrder = wanted.stream()
                .sorted(Comparator.comparing((Piece piece) -> isNew.test(piece.file()))
                        .thenComparing(piece -> piece.file().length())
                        .thenComparing(Piece::file)
                        .thenComparingInt(Piece::line))
                .toList();
        for (Piece piece : inOrder) {
            if (piece.kind() != Piece.Kind.BEANS) {
                for (String id : piece.ids()) {
                    String owner = owners.putIfAbsent(piece.kind() + " " + id, piece.file());
                    if (owner != null) {
                        found.add(takenTwice(piece, id, owner));
                    }
                }
            }
        }
        return found;
    }

    private RouteProblem takenTwice(Piece piece, String id, String owner) {
        String what = piece.kind() == Piece.Kind.ROUTES ? "route" : "template or configuration";
        return new RouteProblem(
                folder.resolve(piece.file()),
                OptionalInt.of(ProblemLines.of(piece, piece.line(), List.of(id))),
                "The %s id `%s` is taken by %s."
                        .formatted(what, id, owner.equals(piece.file()) ? "another one in this file" : owner),
                Optional.of("Give this one another id."));
    }

    /** Why the changes of a plan cannot be made; empty if they can, as far as it can be known without making them. */
    List<RefusedFile> problems(Plan plan, Collection<Piece> wanted, Properties running, Properties settings)
            throws Exception {
        Set<String> folderBeans = new HashSet<>(beans(wanted));
        plan.changes().forEach(change -> change.before().ifPresent(before -> folderBeans.addAll(before.ids())));
        var found = new ArrayList<RefusedFile>();
        try (var dryRun = DryRun.beside(live, folderBeans, running, settings)) {
            var creation = new RouteCreation(dryRun.camel(), new PieceLoader(dryRun.camel(), folder));
            wanted.stream()
                    .filter(piece -> piece.kind().isShared())
                    .sorted(Comparator.comparing(Piece::kind))
                    .forEach(piece -> report(found, creation.create(piece, route -> {})));
            var claims = new UniqueNames(live, replaced(plan));
            for (Change change : plan.changes()) {
                if (change.kind() == Piece.Kind.ROUTES) {
                    change.after().ifPresent(piece -> report(found, create(dryRun, creation, claims, piece)));
                }
            }
        } finally {
            Languages.belongTo(live);
        }
        return found;
    }

    private static Set<String> beans(Collection<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> piece.kind() == Piece.Kind.BEANS)
                .flatMap(piece -> piece.ids().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> replaced(Plan plan) {
        return plan.changes().stream()
                .flatMap(change -> change.before().stream())
                .flatMap(piece -> piece.ids().stream())
                .collect(Collectors.toSet());
    }

    private static List<PieceException> create(DryRun dryRun, RouteCreation creation, UniqueNames claims, Piece piece) {
        Set<Endpoint> known = new HashSet<>(dryRun.camel().getEndpoints());
        List<PieceException> refusals = creation.create(piece, claims::claim);
        if (!refusals.isEmpty()) {
            return refusals;
        }
        try {
            for (Endpoint endpoint : dryRun.camel().getEndpoints()) {
                if (!known.contains(endpoint)) {
                    requireUsable(endpoint);
                }
            }
            return List.of();
        } catch (Exception e) {
            return List.of(new PieceException(piece, List.of(), e));
        }
    }

    /** RootSocket's component judges its options when a producer starts, which opens nothing. */
    private static void requireUsable(Endpoint endpoint) throws Exception {
        if (endpoint.getEndpointUri().startsWith("rootsocket:")) {
            var producer = endpoint.createProducer();
            try {
                ServiceHelper.startService(producer);
            } finally {
                ServiceHelper.stopAndShutdownServices(producer, endpoint);
            }
        }
    }

    private void report(List<RefusedFile> found, List<PieceException> refusals) {
        refusals.forEach(refusal -> found.add(problems.refusal(refusal)));
    }
}
