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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a state of the folder to run. A file that is wrong is left as it ran before, with what needs it; all others are
 * taken, whole or not at all. For one thread at a time.
 */
final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final Path folder;
    private final RunningRoutes running;
    private final PieceLoader loader;
    private final RouteProblems problems;
    private final ParsedFiles parsed;
    private final DryRunCheck dryRun;
    private final FolderCheck check;
    private final Clock clock;
    private final Apply apply;
    private final HeldRoutes held = new HeldRoutes();

    Reload(
            CamelContext camel,
            Path folder,
            RunningRoutes running,
            WebhookGate webhooks,
            Duration timeout,
            Clock clock,
            LongSupplier nanoTime) {
        this.folder = folder;
        this.running = running;
        this.loader = new PieceLoader(camel, folder, held::refuseCurrent);
        this.problems = new RouteProblems(folder, camel);
        this.parsed = new ParsedFiles(folder);
        this.dryRun = new DryRunCheck(camel, folder);
        this.check = new FolderCheck(camel, folder, clock);
        this.clock = clock;
        var drains = new Drains(camel, loader, webhooks, timeout, nanoTime);
        this.apply = new Apply(camel, loader, running, drains, held, clock);
        camel.addRoutePolicyFactory(held);
    }

    /** Whether every file can be parsed; says nothing of whether it can run. */
    boolean isYaml(FolderState wanted) {
        return parsed.of(wanted).problems().isEmpty();
    }

    /** Whether every edit can be seen to be whole. */
    boolean isWrittenToTheEnd(FolderState wanted) {
        return WrittenToTheEnd.isAll(
                running.files(), running.pieces(), wanted, parsed.of(wanted).pieces());
    }

    /**
     * What became of a wanted state.
     *
     * @param changes what was changed
     * @param left why files were left as they were, by file
     * @param busy whether nothing was taken, as a route did not come to rest: the same may pass a little later
     */
    record Taken(List<Change> changes, Map<String, List<RefusedFile>> left, boolean busy) {}

    /**
     * Makes of {@code wanted} run what can.
     *
     * @param whole whether all of it is to run, or nothing
     * @param guard what may refuse all of it
     */
    Taken to(FolderState wanted, int generation, boolean whole, ChangeGuard guard) throws InterruptedException {
        var target = new Target(folder, running.files(), wanted);
        while (true) {
            Optional<Plan> plan = plan(target);
            if (plan.isEmpty()) {
                continue;
            }
            if (whole && !target.left().isEmpty()) {
                return new Taken(List.of(), target.left(), false);
            }
            if (isGuarded(plan.get(), target, guard)) {
                return new Taken(List.of(), target.left(), false);
            }
            try {
                apply(plan.get(), target.state().properties(), generation);
                running.files(target.state());
                return new Taken(plan.get().changes(), target.left(), false);
            } catch (PieceException e) {
                RefusedFile refusal = problems.refusal(e);
                leave(target, Map.of(problems.name(refusal.problem()), List.of(refusal)));
            } catch (BusyException e) {
                target.leaveAll(problems.of(e.piece().file(), e));
                return new Taken(List.of(), target.left(), true);
            }
        }
    }

    private boolean isGuarded(Plan plan, Target target, ChangeGuard guard) {
        if (plan.isEmpty()) {
            return false;
        }
        Optional<String> refusal = guard.refusal(running.files(), target.state());
        refusal.ifPresent(target::leaveAllEdits);
        return refusal.isPresent();
    }

    /** What has to change; empty if edits were found to be wrong meanwhile, and it is to be asked again. */
    private Optional<Plan> plan(Target target) {
        FolderCheck.Found found = settle(target, check::of);
        List<Piece> pieces = parsed.of(target.state()).pieces();
        Properties settings = target.state().properties();
        Plan plan = Plan.of(running.pieces(), pieces, Plan.changedSettings(running.settings(), settings));
        if (plan.isEmpty()) {
            return Optional.of(plan);
        }
        Map<String, List<RefusedFile>> wrong = new LinkedHashMap<>();
        try {
            for (RefusedFile refusal : dryRun.problems(plan, pieces, running.settings(), settings)) {
                wrong.computeIfAbsent(problems.name(refusal.problem()), name -> new ArrayList<>())
                        .add(refusal);
            }
        } catch (Exception e) {
            LOG.error("The routes could not be checked", e);
            target.leaveAll(problems.of("", e));
            return Optional.empty();
        }
        wrong.replaceAll((name, refusals) -> inWordsOf(found, name, refusals));
        if (!wrong.isEmpty()) {
            leave(target, wrong);
        }
        return wrong.isEmpty() ? Optional.of(plan) : Optional.empty();
    }

    /** What a check has found is said in its words, wherever else it is noticed. */
    private static List<RefusedFile> inWordsOf(FolderCheck.Found found, String name, List<RefusedFile> refusals) {
        List<RefusedFile> said = found.all(name);
        return said.isEmpty() ? refusals : said;
    }

    private static void leave(Target target, Map<String, List<RefusedFile>> wrong) {
        if (target.leave(wrong).isEmpty()) {
            // Whatever it is that keeps it from running, it is one of the edits.
            target.leaveAll(wrong.values().iterator().next().get(0).problem());
        }
    }

    /** Takes out of a target what {@code hub validate} finds wrong, until nothing is. */
    private FolderCheck.Found settle(
            Target target, BiFunction<FolderState, Predicate<String>, FolderCheck.Found> checked) {
        while (true) {
            leaveOddSettings(target);
            FolderCheck.Found found = checked.apply(target.state(), target::isNew);
            if (target.leave(wrong(target, found)).isEmpty() && !leaveTakenIds(target)) {
                return found;
            }
        }
    }

    private Map<String, List<RefusedFile>> wrong(Target target, FolderCheck.Found found) {
        var wrong = new LinkedHashMap<String, List<RefusedFile>>();
        for (String name : found.byFile().keySet()) {
            boolean isNew = target.isNew(name);
            List<RefusedFile> why = isNew ? found.of(name) : found.ofOthers(name);
            if (!why.isEmpty() && (isNew || target.suffers(name))) {
                wrong.put(name, why);
            }
        }
        parsed.of(target.state())
                .problems()
                .forEach((name, problem) -> wrong.putIfAbsent(name, List.of(RefusedFile.whole(problem))));
        return wrong;
    }

    /** Settings that cannot be read would keep everything from being checked. */
    private void leaveOddSettings(Target target) {
        RouteProblem problem = parsed.of(target.state()).problems().get(SourceFile.PROPERTIES);
        if (problem != null) {
            List<RefusedFile> why = List.of(new RefusedFile(problem, true));
            if (target.leave(Map.of(SourceFile.PROPERTIES, why)).isEmpty()) {
                target.drop(SourceFile.PROPERTIES, why);
            }
        }
    }

    private boolean leaveTakenIds(Target target) {
        var wrong = new LinkedHashMap<String, List<RefusedFile>>();
        for (RouteProblem problem :
                dryRun.idsTakenTwice(parsed.of(target.state()).pieces(), target::isNew)) {
            wrong.computeIfAbsent(problems.name(problem), name -> new ArrayList<>())
                    .add(RefusedFile.whole(problem));
        }
        return !target.leave(wrong).isEmpty();
    }

    private void apply(Plan plan, Properties newSettings, int generation)
            throws PieceException, BusyException, InterruptedException {
        Properties before = running.settings();
        running.settings(newSettings);
        apply.all(plan.changes(), generation, () -> running.settings(before));
    }

    /** Begins to check what is to be started, while the context is made. */
    void begin(FolderState wanted) {
        check.begin(wanted);
    }

    /**
     * Starts what can be started: a file that cannot run is replaced by its version from before, or left out.
     *
     * @param before what ran before
     * @return why files do not run as they are written, by file
     */
    Map<String, List<RefusedFile>> start(FolderState wanted, FolderState before, int generation) {
        var target = new Target(folder, before, wanted);
        FolderCheck.Found texts = settle(target, check::ofTexts);
        if (texts.byFile().isEmpty()) {
            // What it knows of each file would take as much of the heap as the routes that are made now.
            check.release();
        } else {
            // Whoever mends one of these files is told of all that is wrong with it.
            FolderCheck.Found found = settle(target, check::of);
            found.byFile().keySet().stream()
                    .filter(name -> !target.isNew(name))
                    .forEach(name -> target.tell(name, found.of(name)));
        }
        running.settings(target.state().properties());
        Map<String, List<RefusedFile>> failed;
        do {
            failed = inWordsOfTheCheck(target, load(target.state(), generation));
            failed.forEach((name, why) -> withdraw(target, name, why));
        } while (!failed.isEmpty());
        running.files(target.state());
        held.letIn();
        check.release();
        return target.left();
    }

    private Map<String, List<RefusedFile>> inWordsOfTheCheck(Target target, Map<String, List<RefusedFile>> failed) {
        if (!failed.isEmpty()) {
            FolderCheck.Found found = check.of(target.state(), target::isNew);
            failed.replaceAll((name, refusals) -> inWordsOf(found, name, refusals));
        }
        return failed;
    }

    /** @return what is wrong with the files of which not every piece could be loaded */
    private Map<String, List<RefusedFile>> load(FolderState state, int generation) {
        var failed = new LinkedHashMap<String, List<RefusedFile>>();
        List<Piece> inOrder = parsed.of(state).pieces().stream()
                .sorted(Comparator.comparing(Piece::kind))
                .toList();
        for (Piece piece : inOrder) {
            if (running.get(piece).isEmpty() && !failed.containsKey(piece.file())) {
                load(piece, generation).ifPresent(refusal -> failed.put(piece.file(), List.of(refusal)));
            }
        }
        return failed;
    }

    private Optional<RefusedFile> load(Piece piece, int generation) {
        held.loading(piece.file());
        try {
            running.put(new RunningRoutes.Entry(loader.load(piece), generation, clock.instant()));
            return Optional.empty();
        } catch (PieceException e) {
            LOG.debug("{} does not run", piece.file(), e);
            return Optional.of(problems.refusal(e));
        } finally {
            held.loaded();
        }
    }

    /** A file runs whole or not at all. */
    private void withdraw(Target target, String name, List<RefusedFile> why) {
        var changed = new ArrayList<String>(List.of(name));
        if (target.isNew(name)) {
            changed.addAll(target.leave(Map.of(name, why)));
        } else {
            target.drop(name, why);
        }
        for (String file : changed) {
            held.refuse(file);
            for (RunningRoutes.Entry entry : running.entries()) {
                if (entry.piece().file().equals(file)) {
                    running.remove(entry.piece());
                    loader.unload(entry.loaded(), new ArrayList<>());
                }
            }
        }
    }
}
