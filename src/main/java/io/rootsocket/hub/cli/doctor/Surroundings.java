package io.rootsocket.hub.cli.doctor;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.component.RootSocketComponent;
import io.rootsocket.hub.component.RootSocketConfigurationException;
import io.rootsocket.hub.component.RootSocketEndpoint;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.schedule.ledger.DatabaseState;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.ListenAddress;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.validate.RouteValidation;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Looks at all that a hub needs, by what the hub itself asks at its start. It only reads, so a data folder is left as it is.
 * For one thread.
 */
final class Surroundings {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration NOTICEABLE = Duration.ofSeconds(2);
    private static final Duration WRONG_CLOCK = Duration.ofSeconds(30);
    private static final int NEARLY = 5;
    private static final long LITTLE_MEMORY = 500_000_000;

    private final HubSettings settings;
    private final int sandboxPort;
    private final Optional<HubStatus> running;

    /**
     * @param sandboxPort where a hub without a key starts its sandbox; 0: anywhere
     * @param running what the hub says of itself that runs with these settings
     */
    Surroundings(HubSettings settings, int sandboxPort, Optional<HubStatus> running) {
        this.settings = settings;
        this.sandboxPort = sandboxPort;
        this.running = running;
    }

    List<Diagnosis> look() throws InterruptedException {
        return List.of(routes(), data(), disk(), ports(), clock(), key(), broker(), database());
    }

    /** What is needed to start anything at all. */
    static Diagnosis java() {
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long memory = machine.getTotalMemorySize();
        String says = "%s, %d processors, %d MB of memory"
                .formatted(Runtime.version(), Runtime.getRuntime().availableProcessors(), memory / 1_000_000);
        return memory < LITTLE_MEMORY
                ? Diagnosis.warning("java", says + ".", "Give the hub 512 MB or more.")
                : Diagnosis.ok("java", says);
    }

    private Diagnosis routes() {
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            RouteSources folder = RouteSources.read(settings.routes(), settings.routesPattern());
            List<Finding> errors = Stream.concat(
                            folder.findings().stream(), validation.check(folder.sources(), folder.settings()).stream())
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .toList();
            if (!errors.isEmpty()) {
                return Diagnosis.wrong(
                        "routes",
                        "%s in %s.".formatted(Counted.of(errors.size(), "error"), settings.routes()),
                        "`hub validate` says what and where.");
            }
            return Diagnosis.ok(
                    "routes", "%s in %s".formatted(Counted.of(folder.sources().size(), "file"), settings.routes()));
        } catch (IOException e) {
            return Diagnosis.wrong(
                    "routes",
                    "The folder %s cannot be read: %s.".formatted(settings.routes(), e),
                    "Name the right one with HUB_ROUTES, and let this user read it.");
        }
    }

    private Diagnosis data() {
        Path data = settings.data();
        String advice = "Let this user write to it, or choose another with HUB_DATA.";
        if (!Files.exists(data)) {
            Path parent = Objects.requireNonNullElse(data.toAbsolutePath().getParent(), data.toAbsolutePath());
            return Files.isWritable(parent)
                    ? Diagnosis.ok("data", "%s is not there yet; the first start makes it".formatted(data))
                    : Diagnosis.wrong("data", "%s is not there, and cannot be made.".formatted(data), advice);
        }
        if (!Files.isDirectory(data) || !Files.isWritable(data) || !Files.isExecutable(data)) {
            return Diagnosis.wrong("data", "%s is no folder that this user may write to.".formatted(data), advice);
        }
        return unreadable(data)
                .map(file -> Diagnosis.wrong(
                        "data", "%s belongs to another user.".formatted(file), "Run the hub as the user who owns it."))
                .orElseGet(() -> Diagnosis.ok("data", data.toString()));
    }

    private static Optional<Path> unreadable(Path data) {
        try (Stream<Path> files = Files.walk(data, 3)) {
            return files.filter(file -> !Files.isReadable(file) && Files.exists(file))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.of(data);
        }
    }

    private Diagnosis disk() {
        Path there = settings.data().toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            FileStore disk = Files.getFileStore(there);
            long used = 100 - 100 * disk.getUsableSpace() / Math.max(1, disk.getTotalSpace());
            int max = settings.outbox().maxDiskUsage();
            String says = "%d %% full, %d MB free".formatted(used, disk.getUsableSpace() / 1_000_000);
            String advice = "Make room on it, or move HUB_DATA to a larger one.";
            if (used >= max) {
                return Diagnosis.wrong(
                        "disk",
                        says + ": from %d %% on (HUB_MAX_DISK_USAGE) nothing is accepted.".formatted(max),
                        advice);
            }
            return used >= max - NEARLY
                    ? Diagnosis.warning("disk", says + ": at %d %% nothing more is accepted.".formatted(max), advice)
                    : Diagnosis.ok("disk", says);
        } catch (IOException e) {
            return Diagnosis.wrong("disk", "The disk of %s cannot be looked at: %s.".formatted(there, e), "");
        }
    }

    private Diagnosis ports() {
        Map<String, ListenAddress> ports = ownPorts();
        Optional<String> twice = sharedPort(ports);
        if (twice.isPresent()) {
            return Diagnosis.wrong("ports", twice.get(), "Set one of them to another port.");
        }
        List<String> taken = ports.entrySet().stream()
                .flatMap(each -> port(each.getKey(), each.getValue()).stream())
                .toList();
        if (running.isPresent()) {
            return taken.size() < ports.size()
                    ? Diagnosis.warning(
                            "ports",
                            "A hub answers, but not on all ports of these settings.",
                            "Run this with the settings of that hub.")
                    : Diagnosis.ok("ports", "the running hub has them");
        }
        return taken.isEmpty()
                ? Diagnosis.ok("ports", "free")
                : Diagnosis.wrong(
                        "ports", String.join("; ", taken) + ".", "Stop that, or set the variable to another port.");
    }

    /** Those that a start needs; of one that runs nobody can tell here whether it has a sandbox. */
    private Map<String, ListenAddress> ownPorts() {
        var ports = new LinkedHashMap<String, ListenAddress>();
        ports.put("HUB_PORT", settings.webhooks());
        ports.put("HUB_ADMIN_PORT", settings.admin());
        if (settings.broker().url().isEmpty()) {
            ports.put(
                    "HUB_BROKER_PORT",
                    new ListenAddress("127.0.0.1", settings.broker().port()));
        }
        if (settings.rootSocket().key().isEmpty() && running.isEmpty() && sandboxPort > 0) {
            ports.put("HUB_SANDBOX_PORT", new ListenAddress("127.0.0.1", sandboxPort));
        }
        return ports;
    }

    /** Two that are free, and will not be once the first of them is opened. */
    private static Optional<String> sharedPort(Map<String, ListenAddress> ports) {
        var first = new HashMap<Integer, String>();
        for (var each : ports.entrySet()) {
            String other = first.putIfAbsent(each.getValue().port(), each.getKey());
            if (other != null) {
                return Optional.of("%s and %s are both %d."
                        .formatted(other, each.getKey(), each.getValue().port()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> port(String variable, ListenAddress address) {
        try {
            address.requireFree(variable);
            return Optional.empty();
        } catch (HubConfigurationException e) {
            return Optional.of("%s, %d, is taken%s"
                    .formatted(
                            variable,
                            address.port(),
                            PortHolder.of(address.port()).map(" by "::concat).orElse("")));
        }
    }

    private Diagnosis clock() throws InterruptedException {
        String url = settings.rootSocket().url();
        if (settings.rootSocket().key().isEmpty()) {
            return Diagnosis.ok(
                    "clock", "not compared: without ROOTSOCKET_KEY the hub starts a sandbox on this machine");
        }
        try {
            Instant asked = Instant.now();
            HttpResponse<Void> answer = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(TIMEOUT)
                                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            Optional<String> date = answer.headers().firstValue("Date");
            return date.isEmpty()
                    ? Diagnosis.ok("clock", "not compared: %s does not say what time it is".formatted(url))
                    : compared(asked, DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get(), Instant::from));
        } catch (IOException e) {
            return Diagnosis.away(
                    "clock",
                    "%s does not answer: %s.".formatted(url, words(e)),
                    "See to the network, the proxy and ROOTSOCKET_REGION or ROOTSOCKET_API_URL.");
        } catch (IllegalArgumentException | DateTimeException e) {
            return Diagnosis.wrong(
                    "clock", "%s is not RootSocket: %s.".formatted(url, e.getMessage()), "See to ROOTSOCKET_API_URL.");
        }
    }

    private static Diagnosis compared(Instant here, Instant there) {
        Duration off = Duration.between(there, here);
        String says =
                "%d s %s RootSocket's".formatted(Math.abs(off.toSeconds()), off.isNegative() ? "behind" : "ahead of");
        String advice = "Let this machine follow a time server.";
        if (off.abs().compareTo(WRONG_CLOCK) > 0) {
            return Diagnosis.wrong("clock", says + ": schedules fire at wrong times.", advice);
        }
        return off.abs().compareTo(NOTICEABLE) > 0
                ? Diagnosis.warning("clock", says + ".", advice)
                : Diagnosis.ok("clock", "as RootSocket's");
    }

    /** The overview of connections is a question that changes nothing; the hub asks it at its start, too. */
    private Diagnosis key() {
        if (settings.rootSocket().key().isEmpty()) {
            return Diagnosis.warning(
                    "key",
                    "ROOTSOCKET_KEY is not set: the hub would send to a sandbox of its own.",
                    "Set it to the key of your application.");
        }
        var component = new RootSocketComponent();
        settings.rootSocket().key().ifPresent(component.getConfiguration()::setKey);
        settings.rootSocket().region().ifPresent(component.getConfiguration()::setRegion);
        settings.rootSocket().apiUrl().ifPresent(component.getConfiguration()::setApiUrl);
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("rootsocket", component);
            camel.start();
            camel.getEndpoint("rootsocket:connections", RootSocketEndpoint.class)
                    .check();
            return Diagnosis.ok("key", "RootSocket takes it");
        } catch (RootSocketConfigurationException e) {
            return e.getCause() instanceof UnknownHostException
                    ? Diagnosis.away("key", "not tried: " + e.getMessage(), "")
                    : Diagnosis.wrong("key", String.valueOf(e.getMessage()), "");
        } catch (RootSocketException e) {
            return Diagnosis.away("key", "not tried: " + e.getMessage(), "");
        } catch (Exception e) {
            return Diagnosis.wrong("key", "It cannot be tried: %s.".formatted(words(e)), "");
        }
    }

    private Diagnosis broker() throws InterruptedException {
        Optional<String> url = settings.broker().url();
        if (url.isPresent()) {
            return external(Broker.withoutLogin(url.get()));
        }
        Optional<String> trouble =
                running.flatMap(status -> status.messages().trouble().stream().findFirst());
        if (trouble.isPresent()) {
            return Diagnosis.wrong("broker", trouble.get(), "`hub status` says more.");
        }
        return running.map(status -> Diagnosis.ok("broker", "embedded, and it works"))
                .orElseGet(() -> Diagnosis.ok(
                        "broker",
                        Files.isDirectory(settings.data().resolve("broker"))
                                ? "embedded; what waits is in "
                                        + settings.data().resolve("broker")
                                : "embedded; nothing waits, as no hub has run here"));
    }

    private Diagnosis external(String shown) throws InterruptedException {
        String advice = "See to it, and to HUB_BROKER_URL, HUB_BROKER_USER and HUB_BROKER_PASSWORD.";
        var asked = CompletableFuture.supplyAsync(this::answersOfBroker);
        try {
            return asked.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .map(problem -> problem instanceof BrokerException
                            ? Diagnosis.wrong("broker", "%s: %s.".formatted(shown, words(problem)), advice)
                            : Diagnosis.away("broker", "%s: %s.".formatted(shown, words(problem)), advice))
                    .orElseGet(() -> Diagnosis.ok("broker", shown + " answers"));
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            return Diagnosis.away("broker", shown + " does not answer.", advice);
        }
    }

    /** Why it does not. */
    private Optional<Exception> answersOfBroker() {
        var wanted = settings.broker();
        try (Broker broker = Broker.external(wanted.url().orElseThrow(), wanted.user(), wanted.password());
                Connection connection = broker.connectionFactory().createConnection()) {
            connection.start();
            return Optional.empty();
        } catch (JMSException | BrokerException e) {
            return Optional.of(e);
        }
    }

    private Diagnosis database() {
        if (settings.schedules().url().isEmpty() && running.isPresent()) {
            return Diagnosis.ok("database", "the running hub has it");
        }
        DatabaseState state = DatabaseState.of(settings.schedules());
        return switch (state.is()) {
            case CURRENT -> Diagnosis.ok("database", state.says());
            case TO_COME -> Diagnosis.ok("database", state.says() + "; a start brings it up to date");
            case NEWER ->
                Diagnosis.wrong("database", state.says(), "Run the version that made it, or go back to a backup.");
            case AWAY ->
                Diagnosis.away(
                        "database",
                        state.says(),
                        "See to it, and to HUB_DATABASE_URL, HUB_DATABASE_USER and HUB_DATABASE_PASSWORD.");
            case WRONG ->
                Diagnosis.wrong(
                        "database",
                        state.says(),
                        settings.schedules().url().isPresent()
                                ? "See to HUB_DATABASE_URL, HUB_DATABASE_USER and HUB_DATABASE_PASSWORD."
                                : "A start says what is left of it; `hub restore` brings a backup back.");
        };
    }

    private static String words(Throwable failure) {
        return String.valueOf(failure.getMessage() == null ? failure : failure.getMessage())
                .lines()
                .findFirst()
                .orElse(failure.toString())
                .replaceFirst("\\.$", "");
    }
}
