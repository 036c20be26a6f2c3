package io.rootsocket.hub.documentation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.documentation.Page.Block;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.HubTree.CommandProcess;
import io.rootsocket.hub.testing.SharedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Does what the manual says, page by page, line by line and in its order, in a folder as a clone is. A command that only
 * says something is run in this process, as a start of Java takes as long as ten of them; what the launcher passes on is up to
 * {@code LauncherIT}.
 */
class ManualIT {

    private static final String SECRETS =
            "--from-literal=rootsocket-key=your-key --from-literal=admin-token=a-secret-of-your-own";

    /** The only lines that are not run, each with the reason. */
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            Map.entry("mvn -B verify", "it is what runs this test"),
            Map.entry("src/bench/run", "it takes long, and needs a machine that does nothing else"),
            Map.entry("mvn -Prelease verify", "the same, in src/test/release"),
            Map.entry(
                    "tar -xzf rootsocket-hub-0.1.0.tar.gz", "needs a release; src/test/release/first-message does it"),
            Map.entry("cd rootsocket-hub-0.1.0", "the same"),
            Map.entry("bin/hub run", "the same"),
            Map.entry("mvn -Pbench verify -Dbench=SplitSimulation", "it builds the hub"),
            Map.entry("mvn -Pproof verify", "it takes long, and runs what this build runs with larger numbers"),
            Map.entry("ROOTSOCKET_KEY=your-key ./hub run", "needs a key of RootSocket's"),
            Map.entry("docker compose up --build", "needs a Docker engine; src/test/container/run does it with podman"),
            Map.entry("docker compose exec hub hub dead-letters list", "the same"),
            Map.entry(
                    "docker compose run --rm --entrypoint /opt/artemis/bin/artemis broker upgrade /var/lib/artemis-instance",
                    "the same"),
            Map.entry("docker compose --profile cluster up --build", "the same"),
            Map.entry(
                    "kubectl create secret generic hub " + SECRETS,
                    "needs a cluster; KubernetesFilesTest holds the files"),
            Map.entry(
                    "kubectl create secret generic hub %s --from-literal=broker-user=hub --from-literal=broker-password=its-password --from-literal=database-password=another"
                            .formatted(SECRETS),
                    "the same"),
            Map.entry("kubectl apply -k src/main/deploy/kubernetes/one", "the same"),
            Map.entry("kubectl apply -k src/main/deploy/kubernetes/several", "the same"),
            Map.entry("kubectl set image statefulset/hub hub=registry.example.com/rootsocket-hub:1.0.0", "the same"),
            Map.entry(
                    "kubectl create configmap hub-routes --from-file=routes --dry-run=client -o yaml | kubectl apply -f -",
                    "the same"),
            Map.entry("./hub explain 3F2A9C0D", "needs the id of a message"),
            Map.entry("./hub explain ID", "the same"),
            Map.entry("./hub explain", "the same"),
            Map.entry("./hub doctor", "what it says depends on the machine; DoctorCommandIT runs it"),
            Map.entry("curl http://localhost:9090/observe/metrics", "MetricsPageIT reads what it says"),
            Map.entry(
                    "./hub replay --route orders --from 2026-12-24 --to 2026-12-25 --why \"the price list was wrong\"",
                    "needs what came in on a day to come"),
            Map.entry(
                    "HUB_TRAIL_REDACT='iban, *birthday, /\\b\\d{4}( ?\\d{4}){3}\\b/' ./hub run",
                    "RedactionTest has the same"),
            Map.entry("./hub test --routes src/main/docs/examples", "ExamplesIT has the same"),
            Map.entry("./hub inspect orders --next 5", "waits for what comes in"),
            Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 ./hub run", "needs a collector"));

    /** The commands that need neither a process nor a folder of their own. */
    private static final Set<String> ONLY_SAYING = Set.of(
            "alarms",
            "broker",
            "dead-letters",
            "diff",
            "graph",
            "history",
            "log",
            "messages",
            "reload",
            "replay",
            "rollback",
            "routes",
            "run-now",
            "schedules",
            "status",
            "test",
            "validate");

    private static final String DRY_RUN = "./hub run --dry-run";
    private static final String JSON_LOG = "HUB_LOG=json HUB_SHUTDOWN_TIMEOUT=10s ./hub run";
    private static final String BROKER = "./hub broker --show-password";

    /** What each of these commands says, in part. */
    private static final Map<String, List<String>> SAYS = Map.ofEntries(
            Map.entry("./hub validate", List.of("nothing found")),
            Map.entry("./hub graph notes", List.of("to rootsocket:message")),
            Map.entry("./hub test", List.of("doorbell.test.yaml", " 0 failed")),
            Map.entry("./hub routes", List.of("doorbell.yaml")),
            Map.entry("./hub reload", List.of("Generation")),
            Map.entry("./hub history", List.of("doorbell.yaml")),
            Map.entry("./hub rollback 2", List.of("Generation")),
            Map.entry(
                    "./hub log outbox debug --for 10m",
                    List.of("io.rootsocket.hub.outbox: debug instead of info, until")),
            Map.entry("./hub log", List.of("io.rootsocket.hub.outbox: debug")),
            Map.entry("./hub log outbox", List.of("io.rootsocket.hub.outbox: info, as configured")),
            Map.entry("./hub status", List.of("Routes ", "Failed    no dead letter")),
            Map.entry("./hub schedules --diff routes", List.of("No schedule would change.")),
            Map.entry("./hub schedules", List.of("announce-release")),
            Map.entry("./hub schedules --from 2026-12-21 --to 2026-12-28", List.of("announce-release")),
            Map.entry(
                    "./hub schedules announce-release --from 2026-12-21 --to 2026-12-28", List.of("announce-release")),
            Map.entry("./hub run-now announce-release", List.of("announce-release")),
            Map.entry("./hub schedules --ledger", List.of("announce-release")),
            Map.entry("./hub replay --route orders --from 2026-12-24 --to 2026-12-25 --dry-run", List.of("0 to send.")),
            Map.entry("./hub diff", List.of("come out the same and 0 differ (0 %).")),
            Map.entry("./hub messages", List.of("fan-out")),
            Map.entry("./hub backup monday.zip", List.of("Backed up to monday.zip")),
            Map.entry("./hub alarms", List.of("No alarm is raised.")),
            Map.entry("./hub alarms --last 20", List.of("No alarm is over.")),
            Map.entry("./hub messages --route orders --from 2026-12-24", List.of("No messages.")),
            Map.entry("./hub messages --end dead --text invoice", List.of("No messages.")),
            Map.entry("./hub dead-letters list", List.of("No dead letters.")),
            Map.entry("./hub dead-letters replay --kind retry --dry-run", List.of("Would replay 0")),
            Map.entry("./hub dead-letters discard --older-than 30d", List.of("Discarded 0")),
            Map.entry(BROKER, List.of("tcp://127.0.0.1:", "password")));

    /** What is in the sandbox after a line: the channel, then the messages. */
    private static final Map<String, List<String>> SENDS = Map.of(
            "./hub send news hello", List.of("news", "hello"),
            "data/inbox/csv/stock.csv",
                    List.of("imports", "{\"sku\":\"A-1\",\"quantity\":\"3\"}", "{\"sku\":\"B-7\",\"quantity\":\"1\"}"),
            "data/inbox/notes/notes.txt", List.of("notes", "Milk is out", "Call Ana"),
            "/webhooks/alerts", List.of("status", "checkout: Payments are slow"),
            "/webhooks/doorbell", List.of("door", "Ana is at the door"),
            "/webhooks/offers", List.of("offers", "{\"number\":7,\"text\":\"Two for one\"}"));

    private final Manual manual = new Manual();

    @TempDir
    Path folder;

    private HubTree tree;
    private @Nullable CommandProcess hub;

    @BeforeEach
    void clonedAndBuilt() {
        tree = HubTree.withShippedRoutes(folder);
    }

    @AfterEach
    void stopAll() {
        tree.close();
    }

    @Test
    void everyLineItShowsDoesWhatItSays() throws IOException {
        for (Block block : manual.blocks()) {
            switch (block.language()) {
                case "yaml" -> saveRoute(block);
                case "text" -> showsTheMistake(block);
                case "sql" -> inDatabase(block);
                case "sh" -> block.content().lines().forEach(this::follow);
                default -> fail("This test does not know what to do with a block of " + block.language());
            }
        }
    }

    private static void inDatabase(Block block) {
        var database = new DriverManagerDataSource(SharedPostgres.newDatabase(), SharedPostgres.USER, "");
        new JdbcTemplate(database).execute(block.content());
    }

    /** As the page tells: save, and the running hub takes it. {@link ManualTest} looks at what is not to be saved. */
    private void saveRoute(Block block) throws IOException {
        if (block.savedAs().isEmpty()) {
            return;
        }
        String name = block.savedAs().get();
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.content());
        if (!name.contains("/tests/")) {
            tree.reload();
        }
    }

    /** What a running hub says of a mistake, or what `./hub validate` does. */
    private void showsTheMistake(Block block) throws IOException {
        if (block.content().startsWith("RootSocket Hub ")) {
            showsTheScreen(block.content());
        } else if (block.content().contains("The last good version")) {
            refused(block);
        } else {
            findsTheMistake(block.content());
        }
    }

    /** Other numbers, but the same titles. */
    private void showsTheScreen(String shown) {
        String screen = tree.done("./hub status").out();
        assertThat(screen.lines().map(ManualIT::title))
                .containsAll(shown.lines().map(ManualIT::title).toList());
    }

    private static String title(String line) {
        return line.replaceFirst(" .*", "");
    }

    /** Saves the mistake that the text tells of, and repairs it again. */
    private void refused(Block block) throws IOException {
        String said = block.content().replaceFirst("(?s).*(doorbell\\.yaml.*\\?).*", "$1");
        Path doorbell = tree.resolve("routes/doorbell.yaml");
        String good = Files.readString(doorbell);
        Files.writeString(doorbell, good.replace("channel:", "chanel:"));
        await().untilAsserted(() -> assertThat(requireNonNull(hub).err()).contains(said));
        Files.writeString(doorbell, good);
        tree.reload();
    }

    /** What `./hub validate` says of the mistake that the text tells of. */
    private void findsTheMistake(String finding) {
        Path route = tree.resolve("routes/doorbell.yaml");
        String right = Page.read(route);
        write(route, right.replace("channel: door", "chanel: door"));

        Shell shell = shell();
        assertThat(shell.run("validate")).isEqualTo(4);
        assertThat(shell.out()).contains(finding);
        write(route, right);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(String line) {
        // A machine is changed for everybody only by its owner.
        if (NOT_RUN.containsKey(line) || line.startsWith("sudo ")) {
            return;
        }
        if (line.equals("./hub run") || line.equals(JSON_LOG)) {
            run(line);
        } else if (SAYS.containsKey(line)) {
            assertThat(said(line)).contains(SAYS.get(line));
        } else if (line.startsWith("cp ")) {
            copy(line);
        } else {
            sends(line);
        }
    }

    /** What a command says that ends with success. */
    private String said(String line) {
        String[] words = line.split(" ");
        if (!ONLY_SAYING.contains(words[1])) {
            return tree.done(line).out();
        }
        String[] arguments = Stream.concat(
                        Stream.of(words[1]), Stream.of(words).skip(2).map(this::fromTheFolderOfTheLauncher))
                .toArray(String[]::new);
        return shell().done(arguments);
    }

    private String fromTheFolderOfTheLauncher(String word) {
        Path file = tree.resolve(word);
        return Files.exists(file) ? file.toString() : word;
    }

    private Shell shell() {
        return new Shell(tree.environment());
    }

    private void run(String line) {
        if (hub != null) {
            hub.stop();
        }
        hub = tree.start(line).awaitFirstScreen();
        assertThat(hub.out()).doesNotContain("NOT RUN");
    }

    /** A line after which there are messages. */
    private void sends(String line) {
        String known =
                SENDS.keySet().stream().filter(line::endsWith).findFirst().orElse("");
        if (known.isEmpty()) {
            unknown(line);
        }
        tree.done(line.replace("localhost:8080", "localhost:" + tree.port("HUB_PORT")));
        List<String> expected = requireNonNull(SENDS.get(known));
        tree.awaitMessages(expected.get(0), expected.subList(1, expected.size()).toArray(String[]::new));
    }

    private void copy(String line) {
        tree.done(line);
        assertThat(tree.resolve(".env")).exists();
    }

    private static void unknown(String line) {
        fail("The manual shows `%s`, and this test does not know how to run it. Teach it.", line);
    }

    @Test
    void everyCommandInItsTextRuns() {
        List<String> shown = manual.blocks().stream()
                .flatMap(block -> block.content().lines())
                .toList();
        for (String command : manual.inlineCommands()) {
            if (command.equals("./hub COMMAND --help")) {
                // The other commands: HubCommandTest.
                assertThat(said("./hub reload --help")).contains("Usage: hub reload", "Example: ");
            } else if (command.equals(DRY_RUN)) {
                aDryRunPrintsInsteadOfSending();
            } else if (command.startsWith("./hub init ")) {
                tree.done(command.replace("DIR", command.contains("--schema-only") ? "routes" : "new"));
            } else if (!NOT_RUN.containsKey(command) && !shown.contains(command)) {
                unknown(command);
            }
        }
        assertThat(manual.inlineCommands()).contains("./hub COMMAND --help", DRY_RUN);
    }

    private void aDryRunPrintsInsteadOfSending() {
        CommandProcess dry = tree.start(DRY_RUN).awaitFirstScreen();
        assertThat(dry.out()).contains("DRY RUN");

        tree.done("curl --json '{\"text\": \"dry\"}' http://localhost:%d/webhooks/alerts"
                .formatted(tree.port("HUB_PORT")));

        await().untilAsserted(() -> assertThat(dry.err()).contains("A service: dry"));
        assertThat(tree.received("status")).isEmpty();
        dry.stop();
    }

    @Test
    void itsTestCommandIsTheOneThatCiRuns() {
        assertThat(manual.page("README.md").blocks()).extracting(Block::content).contains("mvn -B verify\n");
        assertThat(Page.read(Path.of(".ci/run"))).contains("mvn -B verify");
        assertThat(Page.read(Path.of(".github/workflows/ci.yml"))).contains("./hub run", "mvn -B verify");
    }
}
