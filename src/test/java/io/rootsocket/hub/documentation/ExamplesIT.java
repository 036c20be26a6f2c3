package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.testing.HubTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, as those who copy them find them. */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("src/main/docs/examples");

    /** What the heads of the examples ask for. */
    private static final String SECRETS = """
            stripe.webhook.secret=s3cret
            partner.webhook.secret=whsec_c2VjcmV0
            prices.password=s3cret
            shop.password=s3cret
            support.password=s3cret
            reports.token=s3cret
            """;

    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .toList();
        }
    }

    @Test
    void passTheirTestsWithoutAnySetting() {
        var shell = new Shell();

        assertThat(shell.run("test", "--routes", EXAMPLES.toString()))
                .as(shell.out() + shell.err())
                .isZero();
    }

    @Test
    void areFreeOfMistakesAndWarningsOnceTheirSecretsAreSet(@TempDir Path routes) throws IOException {
        HubTree.copyAll(EXAMPLES, routes);
        Files.writeString(routes.resolve("application.properties"), SECRETS);
        var shell = new Shell();

        assertThat(shell.run("validate", "--strict", "--routes", routes.toString()))
                .as(shell.out() + shell.err())
                .isZero();
    }

    @Test
    void haveATestAndARowOfThePageEach() throws IOException {
        assertThat(examples())
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(name -> assertThat(EXAMPLES.resolve("tests").resolve(name + ".test.yaml"))
                        .exists());
        assertThat(new Manual().tables("example | what it does | what it shows"))
                .singleElement()
                .satisfies(rows -> assertThat(rows)
                        .extracting(row -> row.get(0).replaceAll("\\[(.*)]\\(examples/(.*)\\.yaml\\)", "$1 $2"))
                        .containsExactlyInAnyOrderElementsOf(examples().stream()
                                .map(name -> name + " " + name)
                                .toList()));
    }
}
