package io.rootsocket.hub.hub;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.alarm.Alarms;
import io.rootsocket.hub.backup.Backup;
import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.DiskSpace;
import io.rootsocket.hub.changes.Changes;
import io.rootsocket.hub.changes.SeenInDatabase;
import io.rootsocket.hub.component.RootSocketComponent;
import io.rootsocket.hub.delivery.DeliverySpans;
import io.rootsocket.hub.delivery.TracedMessages;
import io.rootsocket.hub.failure.FailureHandling;
import io.rootsocket.hub.failure.HubShutdown;
import io.rootsocket.hub.failure.InMemoryExchanges;
import io.rootsocket.hub.failure.Interruption;
import io.rootsocket.hub.failure.queue.JmsSource;
import io.rootsocket.hub.files.DataFolder;
import io.rootsocket.hub.files.FolderReplacedException;
import io.rootsocket.hub.files.NewerDataException;
import io.rootsocket.hub.firewall.Firewall;
import io.rootsocket.hub.intake.Intake;
import io.rootsocket.hub.intake.SharedFiles;
import io.rootsocket.hub.log.HubLog;
import io.rootsocket.hub.polling.Polls;
import io.rootsocket.hub.reload.RouteFolder;
import io.rootsocket.hub.replay.MaxChange;
import io.rootsocket.hub.replay.Replays;
import io.rootsocket.hub.schedule.Schedules;
import io.rootsocket.hub.schedule.ledger.DatabaseException;
import io.rootsocket.hub.schedule.ledger.OccurrenceListener;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.JavaTrust;
import io.rootsocket.hub.tracing.OpenTelemetryExport;
import io.rootsocket.hub.trail.TrailReader;
import io.rootsocket.hub.trail.capture.Capture;
import io.rootsocket.hub.trail.capture.Inspections;
import io.rootsocket.hub.webhook.awaited.HonourRetryAfter;
import io.rootsocket.hub.webhook.awaited.RouteHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running hub: a Camel context with the routes of a folder, a broker, and a place for what cannot be delivered. Safe to
 * share between threads.
 *
 * <p>A route file that cannot run is a {@link HubStatus#problems() problem} of that file and stops no other.
 */
public final class Hub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final Clock CLOCK = Clock.systemUTC();
    /** So many have meters of their own: what {@code OutboxCounts} holds for channels. */
    private static final int MAX_MEASURED_ROUTES = 2_000;

    private final HubSettings settings;
    private final DataFolder data;
    private final OpeningBroker broker;
    private final Schedules schedules;
    private final HubTrail trail;
    private final Alarms alarms;
    private final Main main;
    private final List<HubExtension> extensions;
    private final Instant since = CLOCK.instant();
    private @Nullable RouteFolder routes;
    private volatile boolean started;
    private volatile boolean running;
    private volatile boolean stopping;
    private @Nullable HubOutbox outbox;
    private @Nullable Capture capture;
    private Optional<OpenTelemetryExport> tracing = Optional.empty();
    private @Nullable Replays replays;
    private @Nullable HubLog log;
    private @Nullable Backup backup;

    /** @param opened gets all that is opened for it */
    private Hub(HubSettings settings, OpenParts opened, HubExtension... extensions) {
        this.settings = settings;
        this.data = opened.add(openData(settings.data()));
        var meters = new BoundedMeters(MAX_MEASURED_ROUTES);
        this.schedules = opened.add(openSchedules(settings, new ScheduleMeters(meters)));
        this.broker = opened.add(OpeningBroker.begin(settings));
        this.trail = opened.add(HubTrail.open(settings, schedules.sharedDatabase(), CLOCK));
        HubLog.redact(trail.redaction()::whole);
        this.alarms = opened.add(HubAlarms.of(settings, schedules, CLOCK, trail.redaction()));
        this.main = new HubMain(settings, meters);
        this.extensions = List.of(extensions);
    }

    /** What its times are by. */
    public Clock clock() {
        return CLOCK;
    }

    /**
     * Starts a hub.
     *
     * @param extensions what listens, attached before the first route runs
     * @return once every route that can run does
     * @throws HubConfigurationException if a setting must be changed first; nothing is left running then
     */
    public static Hub start(HubSettings settings, HubExtension... extensions) {
        JavaTrust.requireUsable();
        Hub hub = assembled(settings, extensions);
        try {
            hub.open();
            hub.data.closeContent();
            return hub;
        } catch (Exception | Error e) {
            var opened = new OpenParts();
            opened.add(hub);
            opened.closeAfter(e);
            if (e instanceof Error error) {
                throw error;
            }
            throw HubConfigurationException.of((Exception) e);
        }
    }

    private static Hub assembled(HubSettings settings, HubExtension... extensions) {
        var opened = new OpenParts();
        try {
            return new Hub(settings, opened, extensions);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    /** Closed before the first payload is written. */
    static DataFolder openData(Path folder) {
        try {
            return DataFolder.open(folder);
        } catch (NewerDataException e) {
            throw new HubConfigurationException(String.valueOf(e.getMessage()), e);
        } catch (FolderReplacedException e) {
            throw new HubCannotStartYetException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new HubConfigurationException(
                    "The data folder %s cannot be used: %s. %s"
                            .formatted(
                                    folder.toAbsolutePath(),
                                    e,
                                    DiskSpace.exhausted(folder)
                                            .orElse("Choose one that this user may write to with HUB_DATA.")),
                    e);
        }
    }

    private static Schedules openSchedules(HubSettings settings, OccurrenceListener listener) {
        try {
            return Schedules.open(settings.schedules(), CLOCK, listener);
        } catch (DatabaseException e) {
            String message = String.valueOf(e.getMessage());
            throw e.isAway() ? new HubCannotStartYetException(message, e) : new HubConfigurationException(message, e);
        }
    }

    private void open() throws Exception {
        RouteFolder.requireFolder(settings.routes());
        main.addMainListener(preparation());
        main.init();
        CamelContext camel = main.getCamelContext();
        Broker opened = broker.get();
        JmsSource.connect(camel, opened);
        backup = HubBackup.of(settings, opened, schedules, trail, CLOCK);
        // Not before: Camel's main sets its own when it configures the context.
        camel.setUuidGenerator(new ExchangeIds());
        if (schedules.sharedDatabase().isPresent()) {
            SharedFiles.lock(camel, schedules.sharedDatabase().get());
        }
        tracing = OpenTelemetryExport.open(settings.telemetry(), trail.redaction()::shown);
        DeliverySpans spans = tracing.map(OpenTelemetryExport::deliveries).orElse(DeliverySpans.NONE);
        Capture capturing = Capture.install(
                camel,
                trail.trail(),
                trail.redaction(),
                settings.routes(),
                route -> reload().generationOf(route).map(String::valueOf),
                CLOCK);
        var waiting = new HubOutbox(camel, opened, schedules, settings, capturing::dead, spans, trail.trail(), CLOCK);
        outbox = waiting;
        capture = capturing;
        waiting.tell(new TracedMessages(trail.trail(), CLOCK));
        Firewall.guard(camel);
        compareWithTheDatabase(camel);
        trail.start(camel);
        PendingGroups.sendOnAtAStop(camel);
        camel.addService(new AtTheEnd(() -> InMemoryExchanges.keepInFlight(camel, waiting.keepFailed())), true, true);
        FailureHandling.install(camel, waiting.keepFailed(), new HonourRetryAfter());
        capturing.installLast(camel);
        tracing.ifPresent(export -> export.trace(camel));
        Intake.takeWhole(camel);
        startAll(camel, waiting, capturing);
    }

    /** What has to be there before Camel's main configures the context. */
    private MainListenerSupport preparation() {
        return new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                routes = RouteFolder.open(
                        settings.routes(),
                        settings.routesPattern(),
                        settings.data().resolve("generations"),
                        settings.shutdownTimeout(),
                        starting.getCamelContext(),
                        CLOCK);
            }

            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                CamelContext camel = starting.getCamelContext();
                camel.addComponent("rootsocket", rootSocket());
                camel.addComponent("jms", JmsSource.component());
                RouteHttp.addTo(camel);
                try {
                    schedules.attach(
                            camel, settings.routes().resolve("calendars").toString(), new Interruption.OfSchedules());
                    HubAlarms.attach(alarms, camel, settings);
                    for (HubExtension extension : extensions) {
                        extension.attach(camel, settings);
                    }
                } catch (Exception e) {
                    throw HubConfigurationException.of(e);
                }
            }
        };
    }

    /** Camel and its routes first, and with them what comes in; then what is delivered, and what fires. */
    private void startAll(CamelContext camel, HubOutbox waiting, Capture capturing) throws Exception {
        main.start();
        reload().note(schedules::beforeChange);
        reload().start();
        settings.maxChange().ifPresent(percent -> reload().guard(new MaxChange(percent, trail())));
        waiting.start();
        schedules.waitWhile(waiting::full);
        schedules.start();
        HubAlarms.start(alarms, camel, settings, schedules, reload(), waiting, trail.redaction(), CLOCK);
        HubMeters.start(camel, settings, waiting, alarms, () -> stopping);
        log = new HubLog(camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "log-levels"), CLOCK);
        replays = new Replays(camel, trail(), capturing::isStill, CLOCK);
        for (HubExtension extension : extensions) {
            extension.started(this);
        }
        started = true;
        running = true;
    }

    private void compareWithTheDatabase(CamelContext camel) throws Exception {
        var seen = new SeenInDatabase(
                schedules.database(), schedules.sharedDatabase().isPresent());
        seen.renewOn(camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "last-seen"));
        Changes.addTo(camel, seen);
        Polls.addTo(camel, CLOCK);
    }

    private RootSocketComponent rootSocket() {
        var component = new RootSocketComponent();
        var wanted = settings.rootSocket();
        wanted.key().ifPresent(component.getConfiguration()::setKey);
        wanted.region().ifPresent(component.getConfiguration()::setRegion);
        wanted.apiUrl().ifPresent(component.getConfiguration()::setApiUrl);
        component.getConfiguration().setDryRun(settings.dryRun());
        component.setOptionsOnlyInRoutes(true);
        return component;
    }

    /** Whether all of it has, its doors too; it stays so. */
    public boolean hasStarted() {
        return started;
    }

    /** What the hub says of itself now. */
    public HubStatus status() {
        return StatusReport.of(
                settings,
                main.getCamelContext(),
                reload(),
                schedules,
                outbox(),
                broker.get().toString(),
                since,
                stopping,
                log == null ? List.of() : log.changed());
    }

    /** What a person may ask of the schedules and tell them. */
    public ScheduleControl schedules() {
        return new ScheduleControl(schedules);
    }

    /** What went through. */
    public TrailReader trail() {
        return trail.reader();
    }

    /** Copies of all that the hub keeps. */
    public Backup backup() {
        return requireNonNull(backup, "a hub can be copied once it was started");
    }

    /** What is wrong, and was. */
    public Alarms alarms() {
        return alarms;
    }

    /** What of it was sent again since the start. */
    public Replays replays() {
        return requireNonNull(replays, "a hub can replay once it was started");
    }

    /** How much it says of itself. */
    public HubLog log() {
        return requireNonNull(log, "a hub can be told what to log once it was started");
    }

    /** The folder of routes, and every change of it. */
    public RouteFolder reload() {
        return requireNonNull(routes, "a hub has its routes once it was started");
    }

    /**
     * What waits for its delivery, and what could not be delivered.
     *
     * @throws IllegalStateException before the hub has started
     */
    public HubOutbox outbox() {
        HubOutbox opened = outbox;
        if (opened == null) {
            throw new IllegalStateException("The hub has not started");
        }
        return opened;
    }

    /** What may be watched closely; empty where no trail is kept. */
    public Optional<Inspections> inspections() {
        return Optional.ofNullable(capture).flatMap(Capture::inspections);
    }

    /** The Camel context, for extensions and tests. */
    public CamelContext camel() {
        return main.getCamelContext();
    }

    /**
     * Says that it leaves, for as long as the shutdown delay; then stops taking new work, lets work in flight finish within
     * the shutdown timeout, and stops. Safe twice.
     */
    @Override
    public void close() {
        HubOutbox opened = outbox;
        if (running && opened != null && opened.canGoOn()) {
            running = false;
            leave();
        }
        long began = System.nanoTime();
        takeNothingNew();
        try {
            schedules.stop();
            if (opened != null) {
                opened.stopDelivering();
            }
            stopRoutes(settings.shutdownTimeout().minusNanos(System.nanoTime() - began));
        } catch (RuntimeException | Error e) {
            parts().closeAfter(e);
            throw e;
        }
        parts().close();
    }

    /** What tells another of what it does is behind it. */
    private OpenParts parts() {
        var parts = new OpenParts();
        parts.add(data);
        if (log != null) {
            parts.add(log);
        }
        parts.add(schedules);
        parts.add(alarms);
        tracing.ifPresent(parts::add);
        parts.add(trail);
        parts.add(broker);
        if (outbox != null) {
            parts.add(outbox);
        }
        return parts;
    }

    /** A proxy that asks whether the hub is ready sends its calls elsewhere before any of them would be refused. */
    private void leave() {
        if (settings.shutdownDelay().isZero()) {
            return;
        }
        LOG.info(
                "The hub says that it is not ready and takes what comes for another {} s (HUB_SHUTDOWN_DELAY)",
                settings.shutdownDelay().toMillis() / 1000.0);
        extensions.forEach(HubExtension::leaving);
        try {
            TimeUnit.MILLISECONDS.sleep(settings.shutdownDelay().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeNothingNew() {
        stopping = true;
        if (main.getCamelContext() != null
                && main.getCamelContext().getShutdownStrategy() instanceof HubShutdown shutdown) {
            shutdown.begin(this::cutOff);
            Polls.stop(main.getCamelContext());
        }
        extensions.forEach(HubExtension::stopping);
        if (routes != null) {
            routes.close();
        }
    }

    /** Work in flight has had its time. */
    private void cutOff() {
        extensions.forEach(HubExtension::cutOff);
        if (outbox != null) {
            InMemoryExchanges.keepQueued(main.getCamelContext(), outbox.keepFailed());
        }
    }

    /** What the deliveries have taken of the time, the routes have not. */
    private void stopRoutes(Duration left) {
        new CamelStop(main).within(left, () -> {
            if (outbox != null) {
                InMemoryExchanges.keepInFlight(main.getCamelContext(), outbox.keepFailed());
            }
        });
    }

    /** Has Camel do something when it stops, after the routes and before it lets go of what they use. */
    private static final class AtTheEnd extends ServiceSupport {

        private final Runnable end;

        private AtTheEnd(Runnable end) {
            this.end = end;
        }

        @Override
        protected void doStop() {
            end.run();
        }
    }
}
