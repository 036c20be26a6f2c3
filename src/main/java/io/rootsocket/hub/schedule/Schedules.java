package io.rootsocket.hub.schedule;

import io.rootsocket.hub.schedule.backfill.Backfills;
import io.rootsocket.hub.schedule.ledger.Database;
import io.rootsocket.hub.schedule.ledger.Ledger;
import io.rootsocket.hub.schedule.ledger.LedgerEndings;
import io.rootsocket.hub.schedule.ledger.LedgerReport;
import io.rootsocket.hub.schedule.ledger.LedgerWriter;
import io.rootsocket.hub.schedule.ledger.Occurrence;
import io.rootsocket.hub.schedule.ledger.OccurrenceListener;
import io.rootsocket.hub.schedule.ledger.OperatorActions;
import io.rootsocket.hub.schedule.ledger.Outcome;
import io.rootsocket.hub.schedule.ledger.ScheduleSettings;
import io.rootsocket.hub.schedule.ledger.Settlement;
import io.rootsocket.hub.schedule.nodes.ClockWatch;
import io.rootsocket.hub.schedule.nodes.NodeClock;
import io.rootsocket.hub.schedule.nodes.Nodes;
import io.rootsocket.hub.schedule.store.LedgerJobStore;
import io.rootsocket.hub.schedule.store.OccurrenceTriggers;
import io.rootsocket.hub.schedule.timetable.Overlap;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.text.Counted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The schedules of a hub: the database that keeps them, the Quartz scheduler that fires them, and the ledger that says what
 * became of each occurrence. Routes use them through {@code schedule:}, {@code quartz:} and {@code cron:}. Safe to share
 * between threads.
 *
 * <p>Each occurrence enters its route once, on one of the nodes that share the database; or at least once over a crash,
 * with the same key. Or the ledger says why it did not.
 */
public final class Schedules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    private static final int THREADS = 64;
    /** So long after its row was written, an occurrence that this node does not run has been lost on the way. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);

    private final ScheduleSettings settings;
    private final Database database;
    private final Clock clock;
    private final String node;
    private final OccurrenceListener listener;
    private final Ledger ledger;
    private final OperatorActions actions;
    private final Nodes nodes;
    private final NodeClock nodeClock = new NodeClock();
    private final Map<String, RouteSchedule> declared = new ConcurrentHashMap<>();
    private @Nullable Attached attached;
    private volatile Supplier<Optional<String>> full = Optional::empty;

    /** What exists from when the schedules are attached to a context. */
    private record Attached(
            DeclaredSchedules schedules,
            Standby standby,
            FiredOccurrences fired,
            LedgerWriter writer,
            ExecutorService threads,
            ScheduledExecutorService keeper,
            Scheduler scheduler,
            StoredTriggers triggers,
            FormerNames formerNames,
            Backfills backfills) {}

    private Schedules(ScheduleSettings settings, Database database, Clock clock, OccurrenceListener listener) {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.node = settings.node().orElseGet(() -> database.isShared() ? newName(clock) : "hub");
        this.listener = listener;
        this.ledger = new Ledger(database.dataSource(), node, clock, listener);
        this.actions = new OperatorActions(database.dataSource(), clock);
        this.nodes = new Nodes(database.dataSource(), node, clock);
    }

    private static String newName(Clock clock) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "node";
        }
        return "%s-%d-%d".formatted(host, ProcessHandle.current().pid(), clock.millis());
    }

    /**
     * Opens the database; waits for it if it is not there yet.
     *
     * @throws DatabaseException if it cannot be used
     */
    public static Schedules open(ScheduleSettings settings, Clock clock) {
        return open(settings, clock, OccurrenceListener.NONE);
    }

    /** The same, telling how its occurrences go. */
    public static Schedules open(ScheduleSettings settings, Clock clock, OccurrenceListener listener) {
        return new Schedules(settings, Database.open(settings), clock, listener);
    }

    /**
     * Gives a context the components that use these schedules. Nothing fires before {@link #start}.
     *
     * @param calendars the folder of the named calendars of excluded days
     * @param ends how routes end
     */
    public void attach(CamelContext camel, String calendars, RouteEnds ends) throws Exception {
        var executors = camel.getExecutorServiceManager();
        var threads = executors.newFixedThreadPool(this, "occurrences", THREADS);
        var writer = new LedgerWriter(
                new LedgerEndings(database.dataSource(), node), executors.newSingleThreadExecutor(this, "ledger"));
        var fired = new FiredOccurrences(
                ledger,
                writer,
                threads,
                clock,
                // Of a file no other node can take anything over, and the ledger need not be asked.
                database.isShared() ? settings.takeover().dividedBy(2) : ChronoUnit.FOREVER.getDuration(),
                () -> full.get().isPresent(),
                ends,
                listener);
        var store = new LedgerJobStore(
                database,
                new OccurrenceTriggers(ledger, clock, nodeClock),
                settings.takeover(),
                executors.newSingleThreadExecutor(this, "fired-triggers"));
        Scheduler scheduler = QuartzOnDatabase.create(node, store, fired, database.isShared());
        var triggers = new StoredTriggers(scheduler, database.dataSource(), clock);
        var keeper = executors.newSingleThreadScheduledExecutor(this, "schedule-keeper");
        var formerNames = new FormerNames(triggers, database.dataSource(), clock);
        var reconciliation = new Reconciliation(triggers, ledger, actions, database, clock);
        var schedules = new DeclaredSchedules(declared, fired, formerNames, reconciliation, keeper, nodeClock, clock);
        attached = new Attached(
                schedules,
                new Standby(scheduler, schedules, nodeClock, () -> full.get()),
                fired,
                writer,
                threads,
                keeper,
                scheduler,
                triggers,
                formerNames,
                new Backfills(ledger, actions, late(fired), keeper, clock));
        camel.addService(new ShutdownHook(this::finish), true, true);
        var health = new ScheduleHealth(nodes, nodeClock, reconciliation::correction);
        Optional.ofNullable(HealthCheckRegistry.get(camel)).ifPresent(registry -> registry.register(health));
        ScheduleComponents.add(camel, schedules, calendars, true);
    }

    private static Backfills.Runs late(FiredOccurrences fired) {
        return new Backfills.Runs() {
            @Override
            public boolean beginsAny() {
                return fired.beginsAny();
            }

            @Override
            public void run(Occurrence occurrence) {
                fired.submit(new Fire(occurrence, Overlap.ALLOW, Optional.empty()));
            }
        };
    }

    private Attached attached() {
        return Optional.ofNullable(attached)
                .orElseThrow(() -> new IllegalStateException("These schedules are not attached to a context yet"));
    }

    /** Makes what is stored equal to what the routes say. Returns one line for each difference. */
    public List<String> reconcile() {
        return attached().schedules().reconcile();
    }

    /** Reconciles, and begins to fire. Called when all routes that can run do. */
    public void start() throws SchedulerException {
        int resumed = ledger.handBackAll();
        if (resumed > 0) {
            LOG.info("What was cut off when this hub last ended is run again: {}", Counted.of(resumed, "occurrence"));
        }
        nodes.report(nodeClock, settings.takeover());
        attached().schedules().start();
        Standby standby = attached().standby();
        standby.start();
        var recovery = new Recovery(ledger, attached().fired(), attached().triggers(), declared, clock, LOST_AFTER);
        var upkeep = new NodeUpkeep(nodes, nodeClock, settings.takeover(), recovery, database.isShared());
        long pass = Math.max(1, settings.takeover().toSeconds() / 5);
        attached().keeper().scheduleWithFixedDelay(upkeep, 0, pass, TimeUnit.SECONDS);
        var watch = new ClockWatch(clock, System::nanoTime);
        attached().keeper().scheduleWithFixedDelay(standby::look, 1, 1, TimeUnit.SECONDS);
        attached().keeper().scheduleWithFixedDelay(() -> standby.lookAtTheClock(watch, upkeep), 1, 1, TimeUnit.SECONDS);
        attached().keeper().scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
    }

    /**
     * Nothing fires while there is no room for what it would send: it waits here, and is caught up by policy.
     *
     * @param reason why there is no room; empty if there is
     */
    public void waitWhile(Supplier<Optional<String>> reason) {
        full = reason;
    }

    private void forget() {
        try {
            int rows = ledger.forget(clock.instant().minus(settings.keep()));
            LOG.debug("The ledger forgot {} rows", rows);
        } catch (DataAccessException e) {
            LOG.debug("The database is away", e);
        }
    }

    /** When each scheduled route fires next, the soonest first; those that are paused do not. */
    public List<NextFire> nextFires() {
        return new ComingOccurrences(ledger, actions, clock).nextFires(declared.values());
    }

    /** The scheduled routes that somebody has paused; none while the database is away. */
    public List<String> paused() {
        return new ComingOccurrences(ledger, actions, clock).paused(declared.values());
    }

    /** The occurrence that began an exchange; empty if no schedule did. */
    public static Optional<Occurrence> occurrence(Exchange exchange) {
        return ScheduleConsumer.occurrence(exchange);
    }

    /**
     * RootSocket has a message that came of an occurrence.
     *
     * @return done once the ledger has it, or its database is away
     */
    public CompletionStage<Void> delivered(Occurrence occurrence) {
        return settle(occurrence, null, null);
    }

    /**
     * A message that came of an occurrence is a dead letter.
     *
     * @param expired whether it became too old
     * @return done once the ledger has it, or its database is away
     */
    public CompletionStage<Void> dead(Occurrence occurrence, boolean expired, String why) {
        return settle(occurrence, expired ? Outcome.EXPIRED : Outcome.FAILED, why);
    }

    /**
     * Whether a message of an earlier version came of an occurrence.
     *
     * @param source where it came from
     * @param looksLike what it looks like; a file may be named like one
     */
    public boolean isOf(String source, Occurrence looksLike) {
        return ScheduledEndpoint.isScheduled(source) || attached().formerNames().isFormer(looksLike);
    }

    /**
     * Messages are gone from the disk; whose they were, nobody knows any more.
     *
     * @param place stands in the history where a schedule would
     */
    public void lost(String place, String detail) {
        try {
            ledger.close(new Occurrence(place, clock.instant()), Outcome.FAILED, detail, null);
        } catch (DataAccessException e) {
            LOG.warn("The history could not be told: {} {}", detail, e.getMessage());
        }
    }

    private CompletionStage<Void> settle(Occurrence occurrence, @Nullable Outcome trouble, @Nullable String why) {
        Occurrence current = attached().formerNames().current(occurrence, declared.keySet());
        return attached().writer().write(new Settlement(current, trouble, why, clock.instant()));
    }

    /**
     * The routes are about to change. What is stored stays as it is until that is over, and what fires meanwhile for a
     * route that is being swapped waits for it.
     *
     * @return must be called afterwards, whatever became of the change; says what it adds and removes within a week, one
     *     line for each schedule that is another
     */
    public Supplier<List<String>> beforeChange() {
        return attached().schedules().beforeChange();
    }

    /** For a look ahead, and for steering. */
    public ScheduleOperations operations() {
        return new ScheduleOperations(
                declared,
                ledger,
                actions,
                attached().triggers(),
                attached().fired(),
                nodeClock,
                attached().backfills(),
                clock);
    }

    /** For who looks at the history as a whole. */
    public LedgerReport report() {
        return new LedgerReport(database.dataSource());
    }

    /** What was due and what became of it. */
    public ScheduleRecords records() {
        return new ScheduleRecords(declared, ledger, actions, attached().fired());
    }

    /** What the routes' own components may keep in the same database, if nodes share it. */
    public Optional<DataSource> sharedDatabase() {
        return database.isShared() ? Optional.of(database.dataSource()) : Optional.empty();
    }

    /** The database that the schedules are in, where others may keep what must survive, too. */
    public DataSource database() {
        return database.dataSource();
    }

    /**
     * Copies the file of the schedules as it is at one moment; there must be one.
     *
     * @param folder where the copy goes
     */
    public void copyTo(Path folder) throws IOException {
        database.copyTo(folder);
    }

    /** Fires no more. What is under way goes on; what has not begun is left to another node or to the next start. */
    public void stop() {
        if (attached != null) {
            attached.schedules().stop();
            attached.standby().stop();
            attached.fired().stop();
        }
    }

    /** Writes what has ended. After the routes, and before Camel ends the threads. */
    private void finish() {
        stop();
        var ending = attached();
        ending.keeper().shutdownNow();
        ending.threads().shutdown();
        try {
            ending.scheduler().shutdown(false);
        } catch (SchedulerException e) {
            LOG.warn("Quartz does not shut down", e);
        }
        ending.writer().close();
        handBackTheRest();
    }

    private void handBackTheRest() {
        try {
            ledger.handBackAll();
        } catch (DataAccessException e) {
            LOG.debug("The database is away", e);
        }
    }

    /** Closes the database; the context must have stopped before. Safe twice. */
    @Override
    public void close() {
        stop();
        if (attached != null) {
            // The context did not get that far if a route held it up, or is still at it.
            attached.writer().close();
        }
        database.close();
    }

    /** Where the schedules are kept. */
    @Override
    public String toString() {
        return database.toString();
    }
}
