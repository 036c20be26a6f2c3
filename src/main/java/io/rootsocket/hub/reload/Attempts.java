package io.rootsocket.hub.reload;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.reload.Reload.Taken;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.reload.history.Generations;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.settings.SettingNames;
import io.rootsocket.hub.settings.SettingValues;
import io.rootsocket.hub.text.FewLines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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

    static final String ASKED = "asked";

    private static final String ALL_OF_THEM = "are told by `hub validate`.";

    /**
     * How long after a refusal for a busy route, for an odd file that others name, or for a server that is away, the same is
     * tried again.
     */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How much longer the pause is than an attempt: one that waits for a server keeps everything else from being taken. */
    private static final int PAUSE_BY_ATTEMPT = 10;

    private final CamelContext camel;
    private final Reload reload;
    private final RunningRoutes running;
    private final Generations generations;
    private final Clock clock;
    private Consumer<ReloadOutcome> listener = outcome -> {};
    private Supplier<Supplier<List<String>>> onlooker = () -> List::of;

    private Map<String, String> seen = Map.of();
    private Map<String, OddFile> foreign = Map.of();
    private Instant again = Instant.MAX;
    private volatile Optional<ReloadOutcome> last = Optional.empty();

    Attempts(CamelContext camel, Reload reload, RunningRoutes running, Generations generations, Clock clock) {
        this.camel = camel;
        this.reload = reload;
        this.running = running;
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
    void prepare(FolderState wanted) {
        reload.begin(wanted);
        try {
            running.settings(wanted.properties());
        } catch (IllegalArgumentException e) {
            running.settings(before().properties());
        }
    }

    /** What ran when the hub ran the last time. */
    private FolderState before() {
        return generations.lastApplied().map(generations::state).orElse(FolderState.EMPTY);
    }

    void start(FolderState wanted) {
        Instant begun = clock.instant();
        tellForeign(wanted);
        seen = wanted.hashes();
        Optional<Generation> former = generations.lastApplied();
        FolderState before = before();
        int number = generations.nextNumber();
        FolderState now = wanted.missing(before.files().keySet());
        Map<String, List<RefusedFile>> left = reload.start(now, before, number);
        leave(left, now);
        again = mayPass(left) ? clock.instant().plus(PAUSE) : Instant.MAX;
        values(running.files()).use(camel);
        FewLines.of(problems(), ALL_OF_THEM)
                .forEach(problem -> LOG.error("A FILE OF ROUTES DOES NOT RUN AS IT IS WRITTEN: {}", problem));
        boolean same = former.filter(
                        generation -> generation.files().equals(running.files().hashes()))
                .isPresent();
        running.generation(same ? former.get().number() : number);
        if (!same) {
            keep(number, "start", Result.APPLIED, List.of(), running.files());
        }
        finish(Result.APPLIED, begun, List.of(), List.of());
    }

    /** Whether this state has not been attempted yet, or may pass now. */
    boolean isNews(FolderState now) {
        return !now.hashes().equals(seen) || !clock.instant().isBefore(again);
    }

    /** Whether every file can be parsed. */
    boolean isYaml(FolderState now) {
        return reload.isYaml(now);
    }

    /** Whether every edit can be seen to be whole. */
    boolean isWrittenToTheEnd(FolderState now) {
        return reload.isWrittenToTheEnd(now);
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

    /**
     * Makes of a state run what can.
     *
     * @param whole whether all of it is to run, or nothing
     * @param guard what may refuse all of it
     */
    ReloadOutcome attempt(FolderState wanted, String cause, boolean whole, ChangeGuard guard)
            throws InterruptedException {
        Instant begun = clock.instant();
        tellForeign(wanted);
        FolderState now = wanted.missing(running.files().files().keySet());
        FolderState before = running.files();
        Map<String, List<RouteProblem>> leftBefore = running.left();
        int number = generations.nextNumber();
        Supplier<List<String>> onlookers = onlooker.get();
        Taken taken;
        List<String> seenByOnlookers;
        try {
            taken = reload.to(now, number, whole, guard);
        } finally {
            seenByOnlookers = onlookers.get();
        }
        // Before anything of it fails: what was attempted is not attempted again.
        seen = wanted.hashes();
        leave(taken.left(), now);
        again = taken.busy() || namesOdd(taken.left(), now) || mayPass(taken.left())
                ? clock.instant().plus(pauseAfter(begun))
                : Instant.MAX;
        tellLeft(leftBefore);
        if (!running.files().hashes().equals(before.hashes())) {
            return applied(taken, before, cause, begun, seenByOnlookers);
        }
        boolean known = leftBefore.equals(running.left());
        if (running.left().isEmpty() || known && !cause.equals(ASKED)) {
            return finish(Result.UNCHANGED, begun, List.of(), List.of());
        }
        if (!known) {
            keep(number, cause, Result.REFUSED, List.of(), now);
        }
        return finish(Result.REFUSED, begun, List.of(), List.of());
    }

    private ReloadOutcome applied(
            Taken taken, FolderState before, String cause, Instant begun, List<String> seenByOnlookers) {
        int number = generations.nextNumber();
        running.generation(number);
        values(running.files()).use(camel);
        List<String> ids = taken.changes().stream()
                .flatMap(change -> change.signed().stream())
                .toList();
        keep(number, cause, Result.APPLIED, ids, running.files());
        ReloadOutcome outcome = finish(Result.APPLIED, begun, ids, notes(before, running.files(), seenByOnlookers));
        LOG.info(
                "Generation {} runs ({}, {} ms): {}",
                number,
                cause,
                outcome.took().toMillis(),
                said(ids));
        outcome.notes().forEach(LOG::info);
        return outcome;
    }

    /** Remembers why files are not as they are wanted. */
    private void leave(Map<String, List<RefusedFile>> left, FolderState wanted) {
        SettingValues values = values(wanted);
        var problems = new HashMap<String, List<RouteProblem>>();
        left.forEach((name, refusals) -> {
            boolean older = running.files().file(name).isPresent()
                    && !running.files().file(name).equals(wanted.file(name));
            problems.put(
                    name,
                    refusals.stream()
                            .map(refusal -> refusal.problem().without(values))
                            .map(problem -> older ? problem.whileOlderRuns() : problem)
                            .toList());
        });
        running.left(problems);
    }

    /** Whether a file could run, but for another one that cannot be read. */
    private static boolean namesOdd(Map<String, List<RefusedFile>> left, FolderState wanted) {
        return left.entrySet().stream()
                .anyMatch(entry -> entry.getValue().stream().anyMatch(RefusedFile::odd)
                        && wanted.file(entry.getKey()).flatMap(SourceFile::odd).isEmpty());
    }

    private static boolean mayPass(Map<String, List<RefusedFile>> left) {
        return left.values().stream().flatMap(List::stream).anyMatch(RefusedFile::passing);
    }

    private Duration pauseAfter(Instant begun) {
        Duration pause = Duration.between(begun, clock.instant()).multipliedBy(PAUSE_BY_ATTEMPT);
        return pause.compareTo(PAUSE) > 0 ? pause : PAUSE;
    }

    private void tellLeft(Map<String, List<RouteProblem>> before) {
        List<RouteProblem> news = running.left().entrySet().stream()
                .filter(left -> !left.getValue().equals(before.get(left.getKey())))
                .flatMap(left -> left.getValue().stream())
                .toList();
        FewLines.of(news, ALL_OF_THEM).forEach(problem -> LOG.error("A FILE OF ROUTES WAS NOT TAKEN: {}", problem));
    }

    /** What lies among the routes and is none is said once, and is no problem. */
    void tellForeign(FolderState folder) {
        List<String> news = folder.foreign().entrySet().stream()
                .filter(file -> !file.getValue().equals(foreign.get(file.getKey())))
                .map(file -> "%s is left out. %s"
                        .formatted(file.getKey(), file.getValue().sentence()))
                .toList();
        FewLines.of(news, "are left out.").forEach(LOG::warn);
        foreign = folder.foreign();
    }

    /** What is said already of settings that stay as they are is not said again. */
    private static List<String> notes(FolderState before, FolderState after, List<String> others) {
        List<String> known = settings(before).equals(after.properties()) ? UnusedSettings.of(before) : List.of();
        return Stream.of(
                        others.stream(),
                        UnusedSettings.of(after).stream().filter(note -> !known.contains(note)),
                        UnusedSettings.untilTheNextStart(settings(before), after.properties()).stream())
                .flatMap(notes -> notes)
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
        List<String> files =
                generations.lastApplied().map(generations::changedFiles).orElse(List.of());
        return "no route changed (%s)".formatted(String.join(" ", files));
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

    private ReloadOutcome finish(Result result, Instant begun, List<String> changed, List<String> notes) {
        Instant now = clock.instant();
        var outcome = new ReloadOutcome(
                result, running.generation(), now, Duration.between(begun, now), changed, problems(), notes);
        last = Optional.of(outcome);
        listener.accept(outcome);
        return outcome;
    }

    /** What in the settings that run has no effect. */
    List<String> notes() {
        return UnusedSettings.of(running.files());
    }

    Optional<ReloadOutcome> last() {
        return last;
    }

    /** Why files do not run as they are written. */
    List<RouteProblem> problems() {
        return running.left().values().stream().flatMap(Collection::stream).toList();
    }

    /** How many files do not run as they are written. */
    int filesLeft() {
        return running.left().size();
    }
}
