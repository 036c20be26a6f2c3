package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.ParsedFiles;
import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.PieceLoader;
import io.rootsocket.hub.routes.PieceLoader.PieceException;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.RouteProblems;
import io.rootsocket.hub.routes.SourceFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a state of the folder to run: all of it, or nothing. For one thread at a time. */
final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final RunningSettings settings;
    private final RunningRoutes running;
    private final PieceLoader loader;
    private final RouteProblems problems;
    private final ParsedFiles parsed;
    private final DryRunCheck check;
    private final ValidationBeforeReload validation;
    private final Clock clock;
    private final Apply apply;
    private final HeldRoutes held = new HeldRoutes();
    private FolderState state = FolderState.EMPTY;

    Reload(
            CamelContext camel,
            Path folder,
            RunningSettings settings,
            RunningRoutes running,
            WebhookGate webhooks,
            Duration timeout,
            Clock clock) {
        this.settings = settings;
        this.running = running;
        this.loader = new PieceLoader(camel, folder, held::refuseCurrent);
        this.problems = new RouteProblems(folder, camel);
        this.parsed = new ParsedFiles(folder);
        this.check = new DryRunCheck(camel, folder);
        this.validation = new ValidationBeforeReload(camel, folder, clock);
        this.clock = clock;
        var drains = new Drains(camel, loader, webhooks, timeout);
        this.apply = new Apply(camel, loader, running, drains, held, clock);
        camel.addRoutePolicyFactory(held);
    }

    /** What runs. */
    FolderState state() {
        return state;
    }

    /** Whether every file can be parsed; says nothing of whether it can run. */
    boolean isYaml(FolderState wanted) {
        return parsed.of(wanted).problems().isEmpty();
    }

    /** The name, within the folder, of the file of a problem. */
    String name(RouteProblem problem) {
        return problems.name(problem);
    }

    /** What is wrong with the files that are not even read. */
    Map<String, RouteProblem> odd(FolderState wanted) {
        return parsed.of(wanted).odd();
    }

    /** A wanted state was refused; nothing has changed. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<RefusedFile> refusals;
        private final boolean busy;

        RefusedException(Collection<RefusedFile> refusals, boolean busy) {
            this.refusals = List.copyOf(refusals);
            this.busy = busy;
        }

        List<RouteProblem> problems() {
            return refusals.stream().map(RefusedFile::problem).toList();
        }

        /** Those that are about odd files: without them the rest may pass. */
        List<RouteProblem> odd() {
            return refusals.stream()
                    .filter(RefusedFile::odd)
                    .map(RefusedFile::problem)
                    .toList();
        }

        /** Whether the same may pass a little later. */
        boolean isBusy() {
            return busy;
        }
    }

    /**
     * Makes {@code wanted} run.
     *
     * @return the changes that were made
     */
    List<Change> to(FolderState wanted, int generation) throws RefusedException, InterruptedException {
        ParsedFiles.Result pieces = parsed.of(wanted);
        refuseIfAny(whole(pieces.problems().values()));
        refuseIfAny(whole(check.idsTakenTwice(pieces.pieces(), running)));
        Properties newSettings = wanted.properties();
        Plan plan = Plan.of(running.pieces(), pieces.pieces(), Plan.changedSettings(settings.running(), newSettings));
        if (!plan.isEmpty()) {
            // First, as it says best what is wrong; Camel then only tells what no file shows.
            refuseIfAny(validation.in(plan, wanted));
            refuseIfAny(checked(plan, pieces.pieces(), newSettings));
        }
        apply(plan, newSettings, generation);
        state = wanted;
        return plan.changes();
    }

    private static List<RefusedFile> whole(Collection<RouteProblem> found) {
        return found.stream().map(RefusedFile::whole).toList();
    }

    private static void refuseIfAny(Collection<RefusedFile> found) throws RefusedException {
        if (!found.isEmpty()) {
            throw new RefusedException(
                    found.stream()
                            .sorted(Comparator.comparing(
                                    refusal -> refusal.problem().file()))
                            .toList(),
                    false);
        }
    }

    private List<RefusedFile> checked(Plan plan, List<Piece> wanted, Properties newSettings) throws RefusedException {
        try {
            return check.problems(plan, wanted, settings.running(), newSettings);
        } catch (Exception e) {
            LOG.error("The routes could not be checked", e);
            throw new RefusedException(whole(List.of(problems.of("", e))), false);
        }
    }

    private void apply(Plan plan, Properties newSettings, int generation)
            throws RefusedException, InterruptedException {
        Properties before = settings.running();
        settings.run(newSettings);
        try {
            apply.all(plan.changes(), generation, () -> settings.run(before));
        } catch (PieceException e) {
            throw new RefusedException(List.of(problems.refusal(e)), false);
        } catch (BusyException e) {
            throw new RefusedException(whole(List.of(problems.of(e.piece().file(), e))), true);
        }
    }

    /**
     * Starts what can be started: a file that cannot run is replaced by its last good version, or left out.
     *
     * @param lastGood finds the last good version of a file
     * @return what is wrong, by file
     */
    Map<String, List<RefusedFile>> start(
            FolderState wanted, Function<String, Optional<SourceFile>> lastGood, int generation) {
        var found = new HashMap<String, List<RefusedFile>>();
        state = readable(wanted, lastGood, found);
        settings.run(state.properties());
        var replaced = new HashSet<String>();
        for (Piece piece : inOrder(state)) {
            if (!replaced.contains(piece.file())) {
                startOr(piece, generation, e -> {
                    replaced.add(piece.file());
                    found.computeIfAbsent(piece.file(), name -> refusals(name, e));
                    instead(piece.file(), lastGood.apply(piece.file()), generation);
                });
            }
        }
        held.letIn();
        return found;
    }

    private List<Piece> inOrder(FolderState of) {
        return parsed.of(of).pieces().stream()
                .sorted(Comparator.comparing(Piece::kind))
                .toList();
    }

    private List<RefusedFile> refusals(String file, PieceException failure) {
        List<RefusedFile> known = validation.in(file, state);
        return known.isEmpty() ? List.of(problems.refusal(failure)) : known;
    }

    private FolderState readable(
            FolderState wanted, Function<String, Optional<SourceFile>> lastGood, Map<String, List<RefusedFile>> found) {
        FolderState now = wanted;
        while (true) {
            ParsedFiles.Result result = parsed.of(now);
            var broken = new HashMap<>(result.problems());
            check.idsTakenTwice(result.pieces(), running)
                    .forEach(problem -> broken.putIfAbsent(problems.name(problem), problem));
            if (broken.isEmpty()) {
                return now;
            }
            for (var entry : broken.entrySet()) {
                // The second time its last good version is no help either.
                boolean first = found.putIfAbsent(entry.getKey(), List.of(RefusedFile.whole(entry.getValue()))) == null;
                now = now.with(entry.getKey(), first ? lastGood.apply(entry.getKey()) : Optional.empty());
            }
        }
    }

    private void startOr(Piece piece, int generation, Consumer<PieceException> otherwise) {
        held.loading(piece.file());
        Optional<PieceException> failure = Optional.empty();
        try {
            running.put(new RunningRoutes.Entry(loader.load(piece), generation, clock.instant()));
        } catch (PieceException e) {
            LOG.debug("{} does not run", piece.file(), e);
            failure = Optional.of(e);
        } finally {
            held.loaded();
        }
        failure.ifPresent(otherwise);
    }

    /** A file runs whole or not at all. */
    private void instead(String name, Optional<SourceFile> lastGood, int generation) {
        boolean other = lastGood.isPresent() && !lastGood.equals(state.file(name));
        replace(name, other ? lastGood : Optional.empty());
        for (Piece piece : inOrder(state)) {
            // What was left out, as one of its pieces does not run either, has no further ones.
            if (piece.file().equals(name) && state.file(name).isPresent()) {
                startOr(piece, generation, e -> replace(name, Optional.empty()));
            }
        }
    }

    private void replace(String name, Optional<SourceFile> version) {
        held.refuse(name);
        withdraw(name);
        state = state.with(name, version);
    }

    private void withdraw(String name) {
        for (RunningRoutes.Entry entry : running.entries()) {
            if (entry.piece().file().equals(name)) {
                running.remove(entry.piece());
                loader.unload(entry.loaded(), new ArrayList<>());
            }
        }
    }
}
