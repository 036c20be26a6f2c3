package io.rootsocket.hub.reload;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.reload.Reload.RefusedException;
import io.rootsocket.hub.reload.ReloadOutcome.Result;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.settings.SettingNames;
import io.rootsocket.hub.settings.SettingValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every attempt to make a state of the folder run, what became of it, and what is said of it. Attempts are for one thread
 * at a time; what became of them may be read by any.
 */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger("io.rootsocket.hub.routes");

    /** How long after a refusal for a busy route, or for an odd file that others name, the same is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final CamelContext camel;
    private final Reload reload;
    private final Generations generations;
    private final Clock clock;
    private Consumer<ReloadOutcome> listener = outcome -> {};
    private Supplier<Supplier<List<String>>> onlooker = () -> List::of;

    /** Files that were broken at the start, or cannot be read, as they are: they are left alone until they are edited. */
    private final Map<String, Optional<String>> held = new HashMap<>();

    /** Files that name a file which cannot be read, with why: at each attempt they are tried again. */
    private volatile Map<String, RouteProblem> setAside = Map.of();

    private Map<String, String> seen = Map.of();
    private Map<String, OddFile> foreign = Map.of();
    private Instant again = Instant.MAX;
    private volatile Map<String, List<RouteProblem>> standing = Map.of();
    private volatile List<RouteProblem> refused = List.of();
    private volatile Optional<ReloadOutcome> last = Optional.empty();

    Attempts(CamelContext camel, Reload reload, Generations generations, Clock clock) {
        this.camel = camel;
        this.reload = reload;
        this.generations = generations;
        this.clock = clock;
    }

    /** Told of each outcome after the start. */
    void listen(Consumer<ReloadOutcome> newListener) {
        this.listener = newListener;
    }

    /** Asked before each attempt; what it answers is asked after it, and says what a person should know of a change. */
    void note(Supplier<Supplier<List<String>>> newOnlooker) {
        this.onlooker = newOnlooker;
    }

    /** Gives the settings to a context that is about to be configured; the last good ones if they cannot be read now. */
    void prepare(FolderState wanted, RunningSettings settings) {
        try {
            settings.run(wanted.properties());
        } catch (IllegalArgumentException e) {
            Optional<SourceFile> good = generations.lastGood(SourceFile.PROPERTIES);
            settings.run(FolderState.EMPTY.with(SourceFile.PROPERTIES, good).properties());
        }
    }

    void start(FolderState folder) {
        Instant begun = clock.instant();
        tellForeign(folder);
        FolderState wanted = folder.missing(generations.lastApplied().map(before -> before.files().keySet()).orElse(Set.of()));
        int number = generations.nextNumber();
        Map<String, List<RefusedFile>> found = reload.start(wanted, generations::lastGood, number);
        seen = folder.hashes();
        SettingValues values = values(wanted);
        var broken = new HashMap<String, List<RouteProblem>>();
        var odd = new HashMap<String, RouteProblem>();
        found.forEach((name, refusals) -> {
            List<RouteProblem> problems = refusals.stream()
                    .map(refusal -> ofAFileThatMayRun(name, refusal.problem().without(values)))
                    .toList();
            if (refusals.get(0).odd()) {
                odd.put(name, problems.get(0));
            } else {
                broken.put(name, problems);
            }
        });
        broken.keySet().forEach(name -> held.put(name, wanted.file(name).map(SourceFile::hash)));
        standing = Map.copyOf(broken);
        setAside(odd);
        values(reload.state()).use(camel);
        UnusedSettings.of(reload.state()).forEach(LOG::warn);
        problems().forEach(problem -> LOG.error("A FILE OF ROUTES DOES NOT RUN AS IT IS WRITTEN: {}", problem));
        boolean same = generations
                .lastApplied()
                .filter(before -> before.files().equals(reload.state().hashes()))
                .isPresent();
        if (!same) {
            keep(number, "start", Result.APPLIED, List.of(), reload.state());
        }
        finish(Result.APPLIED, begun, List.of(), problems());
    }

    /** Whether this state has not been attempted yet, or may pass now. */
    boolean isNews(FolderState now) {
        return !now.hashes().equals(seen) || !clock.instant().isBefore(again);
    }

    /** Whether every file can be parsed. */
    boolean isYaml(FolderState now) {
        return reload.isYaml(now);
    }

    /** Takes this state for attempted. */
    void saw(FolderState now) {
        seen = now.hashes();
    }

    /** What is about to be overwritten and never ran is kept too, as refused. */
    void keepBeforeOverwriting(FolderState now) {
        boolean known = generations.all().stream()
                .anyMatch(generation -> generation.files().equals(now.hashes()));
        if (!known) {
            keep(generations.nextNumber(), "overwritten by a rollback", Result.REFUSED, List.of(), now);
        }
    }

    /** Makes a state run, or leaves everything as it is. */
    ReloadOutcome attempt(FolderState folder, String cause) throws InterruptedException {
        Instant begun = clock.instant();
        tellForeign(folder);
        boolean repeated = folder.hashes().equals(seen) && !refused.isEmpty();
        seen = folder.hashes();
        FolderState now = folder.missing(reload.state().files().keySet());
        again = Instant.MAX;
        holdOdd(now);
        return attempt(withoutHeld(now), now, cause, begun, repeated, Map.of());
    }

    /** @param odd what is wrong with files that were found to name an odd one, and are left as they run */
    private ReloadOutcome attempt(
            FolderState wanted,
            FolderState now,
            String cause,
            Instant begun,
            boolean repeated,
            Map<String, RouteProblem> odd)
            throws InterruptedException {
        if (wanted.hashes().equals(reload.state().hashes())) {
            applied(now, odd);
            return finish(Result.UNCHANGED, begun, List.of(), problems());
        }
        int number = generations.nextNumber();
        Supplier<List<String>> onlookers = onlooker.get();
        try {
            Properties before = reload.state().properties();
            List<Change> changes;
            List<String> seenByOnlookers;
            try {
                changes = reload.to(wanted, number);
            } finally {
                seenByOnlookers = onlookers.get();
            }
            values(wanted).use(camel);
            applied(now, odd);
            List<String> ids =
                    changes.stream().flatMap(change -> change.signed().stream()).toList();
            keep(number, cause, Result.APPLIED, ids, wanted);
            ReloadOutcome outcome =
                    finish(Result.APPLIED, begun, ids, problems(), notes(before, wanted, seenByOnlookers));
            LOG.info(
                    "Generation {} runs ({}, {} ms): {}",
                    number,
                    cause,
                    outcome.took().toMillis(),
                    said(ids));
            outcome.notes().forEach(LOG::info);
            return outcome;
        } catch (RefusedException e) {
            Map<String, RouteProblem> further = namingOdd(e, wanted);
            if (!further.isEmpty()) {
                FolderState without = wanted;
                for (String name : further.keySet()) {
                    without = without.with(name, reload.state().file(name));
                }
                further.putAll(odd);
                return attempt(without, now, cause, begun, repeated, further);
            }
            SettingValues values = values(wanted);
            refused = e.problems().stream()
                    .map(problem -> problem.without(values))
                    .toList();
            again = e.isBusy() ? clock.instant().plus(PAUSE) : Instant.MAX;
            if (!repeated) {
                keep(number, cause, Result.REFUSED, List.of(), wanted);
                refused.forEach(problem ->
                        LOG.error("The routes were not reloaded: {} The previous version is still running.", problem));
            }
            return finish(Result.REFUSED, begun, List.of(), refused);
        }
    }

    /** What lies among the routes and is none is said once, and is no problem. */
    void tellForeign(FolderState folder) {
        folder.foreign().forEach((name, why) -> {
            if (!why.equals(foreign.get(name))) {
                LOG.warn("{} is left out. {}", name, why.sentence());
            }
        });
        foreign = folder.foreign();
    }

    /** What is wrong with the files that name an odd one, and can be left as they run. */
    private Map<String, RouteProblem> namingOdd(RefusedException refused, FolderState wanted) {
        SettingValues values = values(wanted);
        var found = new HashMap<String, RouteProblem>();
        for (RouteProblem problem : refused.odd()) {
            String name = reload.name(problem);
            if (!wanted.file(name).equals(reload.state().file(name))) {
                found.putIfAbsent(name, ofAFileThatMayRun(name, problem.without(values)));
            }
        }
        return found;
    }

    private void setAside(Map<String, RouteProblem> odd) {
        setAside = Map.copyOf(odd);
        again = odd.isEmpty() ? Instant.MAX : clock.instant().plus(PAUSE);
    }

    private RouteProblem ofAFileThatMayRun(String name, RouteProblem problem) {
        return reload.state().file(name).isPresent() ? problem.whileOlderRuns() : problem;
    }

    private static List<String> notes(Properties before, FolderState after, List<String> others) {
        return Stream.of(others, UnusedSettings.of(after), UnusedSettings.untilTheNextStart(before, after.properties()))
                .flatMap(List::stream)
                .toList();
    }

    /** What a message may name, but not quote. */
    private SettingValues values(FolderState state) {
        var asked = SettingNames.of(
                state.files().values().stream().map(SourceFile::text).toList());
        return SettingValues.of(asked, settings(state), camel);
    }

    private static Properties settings(FolderState state) {
        try {
            return state.properties();
        } catch (IllegalArgumentException unreadable) {
            return new Properties();
        }
    }

    private String said(Collection<String> ids) {
        if (!ids.isEmpty()) {
            return String.join(" ", ids);
        }
        List<String> files = generations
                .lastApplied()
                .map(generations::changedFiles)
                .orElse(List.of());
        return "no route changed (%s)".formatted(String.join(" ", files));
    }

    /** A file that is not even read is left as it runs, and says nothing of the others. */
    private void holdOdd(FolderState now) {
        Map<String, RouteProblem> odd = reload.odd(now);
        var problems = new HashMap<>(standing);
        odd.forEach((name, problem) -> {
            Optional<String> hash = now.file(name).map(SourceFile::hash);
            if (!hash.equals(held.put(name, hash))) {
                RouteProblem said = ofAFileThatMayRun(name, problem);
                problems.put(name, List.of(said));
                LOG.error("A FILE OF ROUTES IS LEFT AS IT WAS: {}", said);
            }
        });
        standing = Map.copyOf(problems);
    }

    private FolderState withoutHeld(FolderState now) {
        FolderState wanted = now;
        for (var entry : held.entrySet()) {
            if (now.file(entry.getKey()).map(SourceFile::hash).equals(entry.getValue())) {
                wanted = wanted.with(entry.getKey(), reload.state().file(entry.getKey()));
            }
        }
        return wanted;
    }

    private void applied(FolderState now, Map<String, RouteProblem> odd) {
        refused = List.of();
        odd.values().stream()
                .filter(problem -> !setAside.containsValue(problem))
                .forEach(problem -> LOG.error("A FILE OF ROUTES IS LEFT AS IT WAS: {}", problem));
        setAside(odd);
        held.entrySet()
                .removeIf(
                        entry -> !now.file(entry.getKey()).map(SourceFile::hash).equals(entry.getValue()));
        var still = new HashMap<>(standing);
        still.keySet().retainAll(held.keySet());
        standing = Map.copyOf(still);
    }

    private void keep(int number, String cause, Result result, List<String> changed, FolderState state) {
        generations.add(
                new Generation(
                        number,
                        clock.instant(),
                        cause,
                        result,
                        changed,
                        problems().stream().map(RouteProblem::toString).toList(),
                        state.hashes()),
                state);
    }

    private ReloadOutcome finish(Result result, Instant begun, List<String> changed, List<RouteProblem> problems) {
        return finish(result, begun, changed, problems, List.of());
    }

    private ReloadOutcome finish(
            Result result, Instant begun, List<String> changed, List<RouteProblem> problems, List<String> notes) {
        Instant now = clock.instant();
        int generation = generations.lastApplied().map(Generation::number).orElse(0);
        var outcome =
                new ReloadOutcome(result, generation, now, Duration.between(begun, now), changed, problems, notes);
        last = Optional.of(outcome);
        listener.accept(outcome);
        return outcome;
    }

    /** What in the settings that run has no effect. */
    List<String> notes() {
        return UnusedSettings.of(reload.state());
    }

    Optional<ReloadOutcome> last() {
        return last;
    }

    /** Why files do not run as they are written. */
    List<RouteProblem> problems() {
        return Stream.of(standing.values().stream().flatMap(Collection::stream).toList(), setAside.values(), refused)
                .flatMap(Collection::stream)
                .distinct()
                .sorted(java.util.Comparator.comparing(RouteProblem::file))
                .toList();
    }
}
