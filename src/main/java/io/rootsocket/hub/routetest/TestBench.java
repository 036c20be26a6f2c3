package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.alarm.AlarmConsumer;
import io.rootsocket.hub.alarm.HubComponent;
import io.rootsocket.hub.changes.Changes;
import io.rootsocket.hub.changes.SeenInMemory;
import io.rootsocket.hub.component.DeliveryMode;
import io.rootsocket.hub.component.RootSocketComponent;
import io.rootsocket.hub.failure.FailureHandling;
import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.files.SettingsFile;
import io.rootsocket.hub.firewall.Firewall;
import io.rootsocket.hub.polling.Polls;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.routes.ClassPathKamelets;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.RouteFiles;
import io.rootsocket.hub.routetest.PortlessHttpEngine.Answered;
import io.rootsocket.hub.routetest.TestFile.Given;
import io.rootsocket.hub.routetest.TestFile.Reply;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import io.rootsocket.hub.settings.SettingsContext;
import io.rootsocket.hub.webhook.WebhookSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub for one test: its routes, its steps and its failures are real, and it has no network and no time of its own. */
public final class TestBench implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TestBench.class);

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final Path folder;
    private final VirtualClock clock = new VirtualClock(START);
    private final TestOutbox outbox = new TestOutbox(clock);
    private final Replies replies;
    private final OffNetwork outside;
    private final PortlessHttpEngine webhooks = new PortlessHttpEngine();
    private final RecordedRootSocket rootSocket;
    private final Inbox inbox;
    private final VirtualSchedules schedules = new VirtualSchedules();
    private final Main main = new Main() {
        @Override
        protected CamelContext createCamelContext() {
            var context = new SettingsContext();
            context.getCamelContextExtension().setRegistry(registry);
            return context;
        }
    };
    private @Nullable LocalResources resources;
    private @Nullable Answered lastAnswer;

    /**
     * When the routes of a folder are due: they start as in a test, and nothing leaves this process.
     *
     * @throws Exception if a route does not start
     */
    public static List<RouteSchedule> schedulesOf(Path routes, FolderState files) throws Exception {
        Path scratch = Files.createTempDirectory("hub-schedules");
        try (var bench = new TestBench(scratch, new RecordedRootSocket(List.of()), List.of())) {
            bench.start(routes, files, Map.of());
            return bench.schedules();
        } finally {
            FileUtil.removeDir(scratch.toFile());
        }
    }

    /**
     * @param folder an empty folder of the test's own
     * @param answers what others answer who are asked
     */
    TestBench(Path folder, RecordedRootSocket rootSocket, List<Reply> answers) throws IOException {
        this.folder = folder;
        this.replies = new Replies(answers);
        this.outside = new OffNetwork(replies);
        this.rootSocket = rootSocket;
        this.inbox = new Inbox(Files.createDirectory(folder.resolve("files")));
    }

    /**
     * Starts the routes.
     *
     * @param routes the folder of routes, for its settings and kamelets
     * @param files the files to run
     * @param settings what placeholders get
     * @throws UnreadableTestException if one of these files is odd
     * @throws Exception if a route does not start
     */
    void start(Path routes, FolderState files, Map<String, String> settings) throws Exception {
        requireReadable(routes, files);
        main.configure()
                .withName("test")
                .withJmxEnabled(false)
                .withRoutesCollectorEnabled(false)
                .withShutdownTimeout(1)
                .withAllowUseOriginalMessage(true)
                .withStreamCachingEnabled(true);
        main.addInitialProperty("camel.component.kamelet.location", ClassPathKamelets.location(routes));
        main.setPropertyPlaceholderLocations(
                "file:%s;optional=true".formatted(routes.resolve("application.properties")));
        settings.forEach(main::addOverrideProperty);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                Path calendars = routes.resolve("calendars");
                replaceTheOutside(starting.getCamelContext(), calendars);
                schedules.attach(starting.getCamelContext(), calendars.toString());
            }
        });
        // Camel resolves the first of them while it is built.
        main.bind("simple-language", new VirtualSimple(clock));
        main.bind("file-language", new VirtualFile(clock));
        main.init();
        CamelContext camel = main.getCamelContext();
        letFilesWin(camel);
        inbox.redirect(camel);
        Firewall.guard(camel);
        Changes.addTo(camel, new SeenInMemory());
        Polls.addTo(camel, clock);
        FailureHandling.install(camel, folder.resolve("dead-letters"), clock, new VirtualWait(clock));
        camel.removeComponent("seda");
        camel.addComponent("seda", new VirtualSeda());
        main.start();
        RouteFiles.load(camel, routes, files);
    }

    /** The environment of who runs a test must not decide what comes of it, so it has only what no file sets. */
    private static void letFilesWin(CamelContext camel) {
        ((PropertiesComponent) camel.getPropertiesComponent())
                .setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
    }

    /** Camel would read them whatever they hold. */
    private static void requireReadable(Path routes, FolderState files) throws IOException {
        try {
            SettingsFile.read(routes.resolve("application.properties"));
        } catch (OddFileException e) {
            throw new UnreadableTestException(String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException none) {
            LOG.debug("{} has no settings", routes);
        }
        files.foreign().forEach((name, why) -> refuse(routes.resolve(name), why));
        files.files().values().forEach(file -> file.odd().ifPresent(odd -> refuse(routes.resolve(file.name()), odd)));
    }

    private static void refuse(Path file, OddFile odd) {
        throw new UnreadableTestException(String.valueOf(new OddFileException(file, odd).getMessage()));
    }

    private void replaceTheOutside(CamelContext camel, Path calendars) {
        camel.getExecutorServiceManager().setThreadPoolFactory(new VirtualThreads(clock));
        camel.getRegistry().bind("rootSocketHttpClient", rootSocket);
        camel.getRegistry().bind(WebhookSignature.CLOCK, clock);
        var component = new RootSocketComponent();
        component.getConfiguration().setKey("recorded-not-sent");
        component.getConfiguration().setApiUrl("http://rootsocket.test");
        component.getConfiguration().setDelivery(DeliveryMode.DURABLE);
        component.setDurableStore(outbox);
        component.setOptionsOnlyInRoutes(true);
        camel.addComponent("rootsocket", component);
        var http = new PlatformHttpComponent();
        http.setEngine(webhooks);
        camel.addComponent("platform-http", http);
        var hub = new HubComponent();
        hub.setCalendars(calendars.toString());
        camel.addComponent("hub", hub);
        InsideComponents.replaceOthers(camel, outside);
        resources = LocalResources.before(camel);
    }

    /** Makes something happen, and lets everything that comes of it happen too. */
    void give(Given given) throws IOException {
        CamelContext camel = main.getCamelContext();
        if (given.instant() != null) {
            Instant instant = OffsetDateTime.parse(given.instant()).toInstant();
            clock.set(instant);
            schedules.fireAt(instant);
        } else if (given.file() != null) {
            inbox.write(given.file(), given.body());
            Inbox.poll(camel);
        } else if (given.queue() != null) {
            outside.send("jms:queue:" + given.queue(), given.body(), Map.copyOf(given.headers()));
        } else if (given.from() != null) {
            outside.bring(given.from(), given.body(), Map.copyOf(given.headers()));
        } else if (given.webhook() != null) {
            String[] call = given.webhook().strip().split("\\s+", 2);
            String method = call.length == 2 ? call[0].toUpperCase(Locale.ROOT) : "POST";
            lastAnswer = webhooks.call(method, call[call.length - 1], given.body(), headers(given));
        } else if (given.alarm() != null) {
            raise(camel, given.alarm(), given);
        } else if (given.route() != null) {
            startRoute(camel, given.route(), given.body(), given.headers());
        }
        outside.settle();
        outbox.settle();
    }

    /**
     * Gives a route what it was given once, at that time, and lets everything that comes of it happen too.
     *
     * @return why the route failed, if it did
     */
    Optional<String> give(RecordedInput input) {
        CamelContext camel = main.getCamelContext();
        clock.set(input.at());
        Optional<String> failure = camel.getRoute(input.route()) == null
                ? Optional.of("There is no route `%s`.".formatted(input.route()))
                : Optional.ofNullable(startRoute(camel, input.route(), input.body(), input.headers())
                                .getException())
                        .map(RouteTests::why);
        outside.settle();
        outbox.settle();
        return failure;
    }

    private Map<String, String> headers(Given given) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        if (given.signed() != null) {
            headers.putAll(given.signed().headers(given.body(), clock.instant()));
        }
        // What a test writes itself wins, so that it can break a signature.
        headers.putAll(given.headers());
        return headers;
    }

    /** Brings an alarm to the route that takes them. */
    private void raise(CamelContext camel, String alarm, Given given) {
        AlarmConsumer consumer = camel.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(AlarmConsumer.class::isInstance)
                .map(AlarmConsumer.class::cast)
                .findFirst()
                .orElseThrow(() -> new UnreadableTestException("No route takes what comes from `hub:alarms`."));
        String[] words = alarm.strip().split("\\s+", 2);
        Exchange exchange;
        try {
            exchange = consumer.exchange(
                    Optional.ofNullable(given.state()).orElse("raised"),
                    words[0],
                    words[words.length - 1],
                    given.body(),
                    clock.instant());
        } catch (IllegalArgumentException e) {
            throw new UnreadableTestException("`alarm` in a test: " + e.getMessage(), e);
        }
        given.headers().forEach(exchange.getIn()::setHeader);
        run(consumer.getProcessor(), exchange);
    }

    private static void run(Processor steps, Exchange exchange) {
        try {
            steps.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private static Exchange startRoute(
            CamelContext camel, String id, @Nullable Object body, Map<String, String> headers) {
        var route = camel.getRoute(id);
        if (route == null) {
            throw new UnreadableTestException("There is no route `%s`.".formatted(id));
        }
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.getIn().setBody(body);
        headers.forEach(exchange.getIn()::setHeader);
        run(
                route.getConsumer() instanceof DefaultConsumer consumer
                        ? consumer.getProcessor()
                        : route.getProcessor(),
                exchange);
        return exchange;
    }

    /** When the routes are due. */
    List<RouteSchedule> schedules() {
        return schedules.all();
    }

    Map<String, List<String>> messages() {
        return rootSocket.messages();
    }

    /** What went elsewhere and no route took, by URI. */
    Map<String, List<Object>> sent() {
        return outside.kept();
    }

    /** Addresses outside, of which something was to be read. */
    List<String> refused() {
        return resources == null ? List.of() : resources.refused();
    }

    /** Addresses whose answer the test says, and that nobody has asked. */
    List<String> unasked() {
        return replies.unasked();
    }

    Optional<Answered> answer() {
        return Optional.ofNullable(lastAnswer);
    }

    List<String> files() throws IOException {
        return inbox.files();
    }

    /** Each dead letter as JSON, the oldest first. */
    List<JsonNode> deadLetters() throws IOException {
        Path letters = folder.resolve("dead-letters");
        var read = new ArrayList<>(outbox.deadLetters());
        if (Files.isDirectory(letters)) {
            try (Stream<Path> files = Files.list(letters)) {
                for (Path file : files.sorted().toList()) {
                    read.add(Wire.readTree(Files.readString(file)));
                }
            }
        }
        return read;
    }

    @Override
    public void close() {
        main.stop();
    }
}
