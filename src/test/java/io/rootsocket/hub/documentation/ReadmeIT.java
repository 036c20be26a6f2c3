package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.documentation.Readme.Block;
import io.rootsocket.hub.testing.HubTree;
import io.rootsocket.hub.testing.HubTree.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            "docker compose up --build", "needs a Docker engine; ContainerFilesTest checks the files",
            "docker compose --profile sandbox up --build", "the same",
            "docker compose up --build proxy node-1 node-2 node-3", "the same");

    private static final Pattern SAVE_AS = Pattern.compile("Save this as `(routes/[a-z-]+\\.yaml)`");
    private static final String DRY_RUN = "./hub run --dry-run";

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
                case "sh" -> block.content().lines().forEach(this::follow);
                default -> fail("This test does not know what to do with a block of " + block.language());
            }
        }
    }

    /** As the README tells: save, stop the hub with Ctrl-C, start it again. */
    private void saveRoute(Block block) throws IOException {
        Matcher name = SAVE_AS.matcher(block.before());
        assertThat(name.find())
                .as("a name for the file before %s", block.content())
                .isTrue();
        Files.writeString(tree.resolve(name.group(1)), block.content());
        if (hub != null) {
            hub.stop();
        }
        hub = tree.run();
        assertThat(hub.out()).doesNotContain("NOT RUN");
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
            } else if (command.equals(DRY_RUN)) {
                aDryRunPrintsInsteadOfSending();
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
}
