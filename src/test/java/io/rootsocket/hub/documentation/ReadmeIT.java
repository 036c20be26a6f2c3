package io.rootsocket.hub.documentation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.documentation.Readme.Block;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.HubTree.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README says, line by line and in its order, in a folder as a clone is. */
class ReadmeIT {

    /** The only lines that are not run, each with the reason. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "mvn -B verify", "it is what runs this test",
            "mvn -Pproof verify", "it takes long, and runs what this build runs with larger numbers",
            "docker compose up --build", "needs a Docker engine; ContainerFilesTest checks the files",
            "docker compose --profile sandbox up --build", "the same",
            "docker compose exec hub hub dead-letters list", "the same",
            "docker compose run --rm --entrypoint /opt/artemis/bin/artemis broker upgrade /var/lib/artemis-instance",
                    "the same",
            "docker compose up --build proxy node-1 node-2 node-3", "the same");

    private static final Pattern SAVE_AS = Pattern.compile("Save this as `(routes/[a-z/.-]+\\.yaml)`");
    private static final String DRY_RUN = "./hub run --dry-run";

    private static final Set<String> EDITING =
            Set.of("./hub routes", "./hub reload", "./hub history", "./hub rollback 1");

    private static final String BROKER = "./hub broker --show-password";

    private final Readme readme = new Readme();

    @TempDir
    Path folder;

    private HubTree tree;
    private @Nullable Running hub;

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
        for (Block block : readme.blocks()) {
            switch (block.language()) {
                case "mermaid" -> assertThat(block.content()).startsWith("flowchart");
                case "yaml" -> saveRoute(block);
                case "text" -> showsTheMistake(block);
                case "sh" -> block.content().lines().forEach(this::follow);
                default -> fail("This test does not know what to do with a block of " + block.language());
            }
        }
    }

    /** As the README tells: save, and the running hub takes it. */
    private void saveRoute(Block block) throws IOException {
        Matcher name = SAVE_AS.matcher(block.before());
        assertThat(name.find())
                .as("a name for the file before %s", block.content())
                .isTrue();
        Path file = tree.resolve(name.group(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.content());
        if (!name.group(1).contains("/tests/")) {
            tree.done("./hub reload");
        }
    }

    /** What a running hub says of a mistake, or what `./hub validate` does. */
    private void showsTheMistake(Block block) throws IOException {
        if (block.content().contains("The previous")) {
            refused(block);
        } else {
            findsTheMistake(block.content());
        }
    }

    /** Saves the mistake that the text tells of, and repairs it again. */
    private void refused(Block block) throws IOException {
        String said = block.content().replaceFirst("(?s).*(doorbell\\.yaml.*\\?) The previous.*", "$1");
        Path doorbell = tree.resolve("routes/doorbell.yaml");
        String good = Files.readString(doorbell);
        Files.writeString(doorbell, good.replace("channel:", "chanel:"));
        await().untilAsserted(() -> assertThat(requireNonNull(hub).err()).contains(said));
        Files.writeString(doorbell, good);
        tree.done("./hub reload");
    }

    /** What `./hub validate` says of the mistake that the text tells of. */
    private void findsTheMistake(String finding) {
        Path route = tree.resolve("routes/doorbell.yaml");
        String right = Readme.read(route);
        write(route, right.replace("channel: door", "chanel: door"));

        Running validate = tree.start("./hub validate").awaitEnd();

        assertThat(validate.exitCode()).isEqualTo(4);
        assertThat(validate.out()).contains(finding);
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
        if (NOT_RUN.containsKey(line)) {
            return;
        }
        switch (line.split(" ")[0]) {
            case "./hub" -> hubCommand(line);
            case "printf" -> importFile(line);
            case "curl" -> webhook(line);
            case "cp" -> copy(line);
            default -> unknown(line);
        }
    }

    private void hubCommand(String line) {
        if (line.equals("./hub run")) {
            hub = tree.run();
            assertThat(hub.out()).doesNotContain("NOT RUN").contains("Ctrl-C stops.");
        } else if (line.equals("./hub send news hello")) {
            tree.done(line);
            tree.awaitMessages("news", "hello");
        } else if (line.startsWith("./hub dead-letters ")) {
            assertThat(tree.done(line).out()).containsAnyOf("No dead letters.", "Would replay 0", "Discarded 0");
        } else if (EDITING.contains(line)) {
            tree.done(line);
        } else if (line.equals("./hub validate")) {
            assertThat(tree.done(line).out()).contains("nothing found");
        } else if (line.equals("./hub test")) {
            assertThat(tree.done(line).out()).contains("doorbell.test.yaml", " 0 failed");
        } else if (line.equals("./hub schedules --diff routes")) {
            assertThat(tree.done(line).out()).contains("No schedule would change.");
        } else if (line.startsWith("./hub schedules") || line.startsWith("./hub run-now")) {
            assertThat(tree.done(line).out()).contains("announce-release");
        } else {
            unknown(line);
        }
    }

    private void importFile(String line) {
        if (!line.contains("data/inbox/csv/")) {
            unknown(line);
        }
        tree.done(line);
        tree.awaitMessages("imports", "{\"sku\":\"A-1\",\"quantity\":\"3\"}", "{\"sku\":\"B-7\",\"quantity\":\"1\"}");
    }

    private void webhook(String line) {
        Map<String, Runnable> seen = Map.of(
                "/webhooks/alerts", () -> tree.awaitMessages("status", "checkout: Payments are slow"),
                "/webhooks/doorbell", () -> tree.awaitMessages("door", "Ana is at the door"));
        String path = line.replaceFirst(".*http://localhost:8080", "");
        if (!seen.containsKey(path)) {
            unknown(line);
        }
        tree.done(line.replace("localhost:8080", "localhost:" + tree.port("HUB_PORT")));
        seen.get(path).run();
    }

    private void copy(String line) {
        tree.done(line);
        assertThat(tree.resolve(".env")).exists();
    }

    private static void unknown(String line) {
        fail("The README shows `%s`, and this test does not know how to run it. Teach it.", line);
    }

    @Test
    void everyCommandInItsTextRuns() {
        for (String command : readme.inlineCommands()) {
            if (command.equals("./hub COMMAND --help")) {
                everyCommandHelpsWithAnExample();
            } else if (EDITING.contains(command)) {
                // Run with the block that shows them all.
                assertThat(readme.text()).contains("\n" + command + "\n");
            } else if (command.equals(DRY_RUN)) {
                aDryRunPrintsInsteadOfSending();
            } else if (command.equals(BROKER)) {
                aJmsClientGetsItsPassword();
            } else if (command.startsWith("./hub init ")) {
                tree.done(command.replace("DIR", command.contains("--schema-only") ? "routes" : "new"));
            } else if (!NOT_RUN.containsKey(command)) {
                unknown(command);
            }
        }
        assertThat(readme.inlineCommands()).contains("./hub COMMAND --help", DRY_RUN);
    }

    private void everyCommandHelpsWithAnExample() {
        for (List<String> row : readme.table("command | what it does")) {
            String command = Readme.code(row.get(0)).get(0).split(" ")[0];
            assertThat(tree.done("./hub %s --help".formatted(command)).out())
                    .contains("Usage: hub " + command, "Example: ");
        }
    }

    private void aJmsClientGetsItsPassword() {
        Running hub = tree.run();
        assertThat(tree.done(BROKER).out()).contains("tcp://127.0.0.1:" + tree.port("HUB_BROKER_PORT"), "password");
        hub.stop();
    }

    private void aDryRunPrintsInsteadOfSending() {
        Running dry = tree.start(DRY_RUN).awaitFirstScreen();
        assertThat(dry.out()).contains("DRY RUN");

        tree.done("curl --json '{\"text\": \"dry\"}' http://localhost:%d/webhooks/alerts"
                .formatted(tree.port("HUB_PORT")));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(dry.err()).contains("A service: dry"));
        assertThat(tree.received("status")).isEmpty();
        dry.stop();
    }

    @Test
    void itsTestCommandIsTheOneThatCiRuns() {
        assertThat(readme.blocks()).extracting(Block::content).contains("mvn -B verify\n");
        assertThat(Readme.read(Path.of(".ci/run"))).contains("mvn -B verify");
    }

    @Test
    void itNamesEachKameletThatThereIs() throws IOException {
        try (Stream<Path> kamelets = Files.list(Path.of("routes/kamelets"))) {
            assertThat(readme.table("kamelet | what it is for"))
                    .extracting(row -> Readme.code(row.get(0)).get(0))
                    .containsExactlyInAnyOrderElementsOf(
                            kamelets.map(file -> file.getFileName().toString().replace(".kamelet.yaml", ""))
                                    .toList());
        }
    }
}
