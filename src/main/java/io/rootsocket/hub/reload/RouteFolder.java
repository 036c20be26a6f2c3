package io.rootsocket.hub.reload;

import io.rootsocket.hub.failure.ChangingRoutes;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.reload.history.Generations;
import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.reload.history.ShownFile;
import io.rootsocket.hub.routes.FolderReader;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.SecretSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * The folder of routes of a running hub, and every change of it. Safe to share between threads; changes are made one after
 * the other.
 *
 * <p>A file is taken whole or not at all: one that is wrong is left as it ran before, with the edits that need it, and all
 * others are taken. Exchanges in flight finish before their route is swapped.
 */
public final class RouteFolder implements AutoCloseable {

    private final Path folder;
    private final CamelContext camel;
    private final FolderReader reader;
    private final Generations generations;
    private final RunningRoutes running = new RunningRoutes();
    private final WebhookGate webhooks = new WebhookGate();
    private final Attempts attempts;
    private final Watcher watcher;
    private volatile ChangeGuard guard = ChangeGuard.NONE;
    private final ReentrantLock lock = new ReentrantLock(true);

    private RouteFolder(
            Path folder,
            FolderReader reader,
            Generations generations,
            Duration timeout,
            CamelContext camel,
            Clock clock) {
        this.folder = folder;
        this.camel = camel;
        this.reader = reader;
        this.generations = generations;
        var reload = new Reload(camel, folder, running, webhooks, timeout, clock, System::nanoTime);
        this.attempts = new Attempts(camel, reload, running, generations, clock);
        this.watcher = new Watcher(folder, reader::folders, camel, this::look);
    }

    /**
     * Opens the folder for a context that is not initialised yet; the routes come with {@link #start}.
     *
     * @param pattern which files are routes, as a glob
     * @param kept where generations are kept
     * @param timeout how long a route may take to finish its exchanges before it is swapped
     * @throws HubConfigurationException if there is no such folder
     */
    public static RouteFolder open(
            Path folder, String pattern, Path kept, Duration timeout, CamelContext camel, Clock clock) {
        requireFolder(folder);
        var reader = new FolderReader(folder, pattern, clock);
        var routes = new RouteFolder(folder, reader, Generations.open(kept), timeout, camel, clock);
        SecretSettings.addTo(camel);
        camel.getPropertiesComponent().addPropertiesSource(new RunningSettings(routes.running));
        routes.attempts.prepare(routes.read());
        return routes;
    }

    /**
     * @throws HubConfigurationException if there is no such folder
     */
    public static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HubConfigurationException(
                    "There is no folder `%s` to read routes from. Create it, or name another with --routes or HUB_ROUTES."
                            .formatted(folder.toAbsolutePath()));
        }
    }

    private FolderState read() {
        try {
            return reader.read();
        } catch (IOException e) {
            throw new HubConfigurationException(
                    "The folder `%s` cannot be read: %s. Check that it is there and may be read."
                            .formatted(folder.toAbsolutePath(), e),
                    e);
        }
    }

    /** Asked before each change; what it answers says afterwards what a person should know of it. */
    public void note(Supplier<Supplier<List<String>>> onlooker) {
        attempts.note(onlooker);
    }

    /** Lets each change from now on pass by a guard; a rollback passes. */
    public void guard(ChangeGuard newGuard) {
        guard = newGuard;
    }

    /** The files as they run. */
    public FolderState running() {
        return running.files();
    }

    /**
     * The files as they are saved, right or wrong.
     *
     * @throws HubConfigurationException if the folder cannot be read
     */
    public FolderState saved() {
        lock.lock();
        try {
            return read();
        } finally {
            lock.unlock();
        }
    }

    /** Starts the routes of every file that can run, in a context that is started, and watches the folder from then on. */
    public void start() {
        lock.lock();
        ChangingRoutes.Change starting = ChangingRoutes.begin(camel);
        try {
            attempts.start(read());
            ReloadMetrics.count(camel, attempts);
            HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
            if (registry != null) {
                registry.register(new ReloadHealth(attempts));
            }
        } finally {
            starting.close();
            lock.unlock();
        }
        watcher.start();
    }

    /** Called by the watcher, as often as something may have changed. */
    private boolean look() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            FolderState now = settled(reader.read());
            boolean news = attempts.isNews(now);
            if (news) {
                attempts.attempt(now, "saved", false, guard);
            } else if (!reader.isFresh(FolderWatch.QUIET)) {
                attempts.tellForeign(now);
            }
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody may be writing still; a half-written file is no edit. What stays the same for long enough is taken anyhow. */
    private FolderState settled(FolderState first) throws IOException, InterruptedException {
        FolderState now = first;
        Duration same = Duration.ZERO;
        while (attempts.isNews(now) && !isSettled(now) && same.compareTo(FolderWatch.QUIET) < 0) {
            Thread.sleep(FolderWatch.GLANCE.toMillis());
            FolderState next = reader.read();
            same = next.hashes().equals(now.hashes()) && !reader.isJustEmptied()
                    ? same.plus(FolderWatch.GLANCE)
                    : Duration.ZERO;
            now = next;
        }
        return now;
    }

    private boolean isSettled(FolderState now) {
        return !reader.isFresh(FolderWatch.GLANCE)
                && !reader.isJustEmptied()
                && attempts.isYaml(now)
                && (!reader.isFresh(FolderWatch.QUIET) || attempts.isWrittenToTheEnd(now));
    }

    /**
     * Makes the folder run as it is now, and waits for the outcome.
     *
     * @throws HubConfigurationException if the folder cannot be read
     */
    public ReloadOutcome reload() throws InterruptedException {
        return reload(guard);
    }

    /**
     * The same, with another guard for this once.
     *
     * @throws HubConfigurationException if the folder cannot be read
     */
    public ReloadOutcome reload(ChangeGuard once) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return attempts.attempt(read(), Attempts.ASKED, false, once);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes an earlier generation run again, and writes its files back into the folder.
     *
     * @throws NoSuchElementException if that generation is not kept
     * @throws IllegalArgumentException if it never ran
     */
    public ReloadOutcome rollback(int number) throws InterruptedException {
        Generation wanted = generations
                .numbered(number)
                .orElseThrow(() -> new NoSuchElementException(
                        "There is no generation %d. `hub history` shows those that are kept.".formatted(number)));
        if (!wanted.wasApplied()) {
            throw new IllegalArgumentException(
                    "Generation %d was refused and never ran. Choose one that did.".formatted(number));
        }
        lock.lockInterruptibly();
        try {
            FolderState now = read();
            attempts.keepBeforeOverwriting(now);
            // The days off of now are no mistake of the routes; and schedules read them where they are.
            FolderState state = generations.state(wanted).withCalendarsOf(now);
            ReloadOutcome outcome = attempts.attempt(state, "rollback to " + number, true, ChangeGuard.NONE);
            return outcome.result() == Result.REFUSED ? outcome : written(now, state, outcome);
        } finally {
            lock.unlock();
        }
    }

    private ReloadOutcome written(FolderState now, FolderState wanted, ReloadOutcome outcome) {
        try {
            FolderWriter.write(folder, now, wanted);
            attempts.saw(reader.read());
            return outcome;
        } catch (IOException e) {
            attempts.saw(now);
            var notes = new ArrayList<>(outcome.notes());
            notes.add(("The files could not be written back (%s). The routes run as asked until the next change of the "
                            + "folder, or the next start.")
                    .formatted(e));
            return new ReloadOutcome(
                    outcome.result(),
                    outcome.generation(),
                    outcome.at(),
                    outcome.took(),
                    outcome.changed(),
                    outcome.problems(),
                    notes);
        }
    }

    /** What became of the last attempt; none before the start. */
    public Optional<ReloadOutcome> lastOutcome() {
        return attempts.last();
    }

    /** Why files do not run as they are written; empty if all do. */
    public List<RouteProblem> problems() {
        return attempts.problems();
    }

    /** All routes of the folder, in the order of their files. */
    public List<RouteView> routes() {
        return RouteViews.of(camel, folder, running, problems());
    }

    /** With which generation a route came that runs; empty while it is being started. */
    public Optional<Integer> generationOf(String route) {
        return running.ofRoute(route).map(RunningRoutes.Entry::generation);
    }

    /** The same, as the checks want them. */
    public RouteSources sources() {
        return RouteSources.of(running.files(), folder);
    }

    /** The lines of a file as it runs, with a mask in the place of secrets; none if there is no such file. */
    public List<String> shown(String file) {
        return ShownFile.lines(running.files(), file);
    }

    /** What in the settings of the routes has no effect. */
    public List<String> notes() {
        return attempts.notes();
    }

    /** The generations that are kept, the oldest first. */
    public List<Generation> history() {
        return generations.all();
    }

    /** What a generation changed against the one that ran before it, as a unified diff. */
    public String diff(Generation generation) {
        return generations.diff(generation);
    }

    /** Which files a generation changed, each with {@code +}, {@code -} or {@code ~} before its name. */
    public List<String> changedFiles(Generation generation) {
        return generations.changedFiles(generation);
    }

    /** Holds webhook requests back while their route is swapped. */
    public WebhookGate webhooks() {
        return webhooks;
    }

    /** Watches no more; the routes run on. Safe twice. */
    @Override
    public void close() {
        watcher.close();
    }
}
