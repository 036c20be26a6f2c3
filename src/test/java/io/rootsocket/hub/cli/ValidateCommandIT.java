package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandIT {

    private static final String BROKEN = """
            - route:
                id: hello
                from:
                  uri: timer:hello
                  steps:
                    - to:
                        uri: rootsocket:message
                        parameters:
                          chanel: news
            """;

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    private int hub(String... arguments) {
        return shell.run(Map.of("HUB_ROUTES", folder.resolve("routes").toString()), arguments);
    }

    @Test
    void saysFileLineColumnAndFixAndExitsWith4() {
        RunningHub.route(folder, "hello.yaml", BROKEN);

        assertThat(hub("validate")).isEqualTo(4);
        assertThat(shell.out())
                .contains("hello.yaml:9:15: error: Unknown option `chanel` on `rootsocket:message`. "
                        + "Did you mean `channel`? [endpoint]")
                .endsWith("1 error, 0 warnings in 1 file.\n");
    }

    @Test
    void exitsWith0WhenNothingIsWrong() {
        RunningHub.route(folder, "hello.yaml", BROKEN.replace("chanel", "channel"));

        assertThat(hub("validate")).isZero();
        assertThat(shell.out()).isEqualTo("1 file checked, nothing found.\n");
    }

    @Test
    void reportsOnlyOnTheFileThatIsAskedForButKnowsTheOthers() {
        RunningHub.route(folder, "broken.yaml", BROKEN);
        RunningHub.route(folder, "sends.yaml", "- from:\n    uri: timer:x\n    steps:\n      - to: direct:y\n");
        RunningHub.route(folder, "takes.yaml", "- from:\n    uri: direct:y\n    steps:\n      - log: y\n");

        assertThat(hub("validate", folder.resolve("routes/sends.yaml").toString()))
                .isZero();
    }

    @Test
    void takesAFolderForTheFolderOfRoutesAndASubfolderForAPartOfIt() throws IOException {
        RunningHub.route(folder, "broken.yaml", BROKEN);
        RunningHub.route(folder, "team/sends.yaml", "- from:\n    uri: timer:x\n    steps:\n      - to: direct:y\n");
        RunningHub.route(folder, "takes.yaml", "- from:\n    uri: direct:y\n    steps:\n      - log: y\n");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("hello.yaml"), BROKEN);

        assertThat(hub("validate", folder.resolve("routes/team").toString())).isZero();
        assertThat(hub("validate", other.toString())).isEqualTo(4);
        assertThat(shell.out()).contains("hello.yaml:9:15").doesNotContain("broken.yaml");
    }

    @Test
    void namesTheOddCalendarOfTheOneFileThatIsAskedFor() throws IOException {
        RunningHub.route(folder, "clock.yaml", """
                - from:
                    uri: schedule:clock
                    parameters:
                      cron: 0 0 9 * * ?
                      calendar: odd
                    steps:
                      - log: x
                """);
        RunningHub.route(folder, "other.yaml", "- from:\n    uri: timer:x\n    steps:\n      - log: x\n");
        Files.createDirectories(folder.resolve("routes/calendars"));
        Files.writeString(folder.resolve("routes/calendars/odd.yaml"), "- 0000-01-01/9999-12-31\n");

        assertThat(hub("validate", folder.resolve("routes/clock.yaml").toString()))
                .isEqualTo(4);
        assertThat(shell.out()).contains("clock.yaml:5", "The calendar `odd` cannot be used", "odd.yaml");

        assertThat(hub("validate", folder.resolve("routes/other.yaml").toString()))
                .isZero();
        assertThat(hub("validate")).isEqualTo(4);
        assertThat(shell.out()).endsWith("1 error, 0 warnings in 2 files.\n");
    }

    @Test
    void writesJson() throws IOException {
        RunningHub.route(folder, "hello.yaml", BROKEN);

        assertThat(hub("validate", "--format", "json")).isEqualTo(4);
        JsonNode finding = Wire.readTree(shell.out()).get(0);
        assertThat(finding.path("line").asInt()).isEqualTo(9);
        assertThat(finding.path("rule").asText()).isEqualTo("endpoint");
        assertThat(finding.path("suggestion").asText()).isEqualTo("Did you mean `channel`?");
    }

    @Test
    void writesSarifThatItsSchemaKnows() throws IOException {
        RunningHub.route(folder, "hello.yaml", BROKEN);

        assertThat(hub("validate", "--format", "sarif")).isEqualTo(4);
        JsonNode log = Wire.readTree(shell.out());
        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        JsonNode result = log.at("/runs/0/results/0");
        assertThat(log.at("/runs/0/tool/driver/rules")
                        .get(result.path("ruleIndex").asInt())
                        .path("id"))
                .isEqualTo(result.path("ruleId"));
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(9);
    }

    @Test
    void pointsInSarifAtBothEndsOfWhatAnOutsiderWrote() throws IOException {
        RunningHub.route(folder, "hook.yaml", """
                - from:
                    uri: platform-http:/hook?httpMethodRestrict=POST
                    steps:
                      - to: file:out?fileName=${header.name}
                """);

        assertThat(hub("validate", "--format", "sarif")).isZero();
        JsonNode result = Wire.readTree(shell.out()).at("/runs/0/results/0");
        assertThat(result.path("ruleId").asText()).isEqualTo("tainted-file-name");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(4);
        assertThat(result.at("/relatedLocations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void writesAnnotationsForGitHub() {
        RunningHub.route(folder, "hello.yaml", BROKEN);

        assertThat(hub("validate", "--format", "github")).isEqualTo(4);
        assertThat(shell.out()).startsWith("::error file=").contains(",line=9,col=15,title=endpoint::Unknown option");
    }

    @Test
    void countsWarningsOnlyWhenItIsStrict() {
        RunningHub.route(
                folder, "hello.yaml", "- from:\n    uri: timer:x\n    steps:\n      - to: rootsocket:message\n");

        assertThat(hub("validate")).isZero();
        assertThat(hub("validate", "--strict")).isEqualTo(4);
    }

    @Test
    void exitsWith4WhenThereIsNoSuchFile() throws IOException {
        Files.createDirectories(folder.resolve("routes"));

        assertThat(hub("validate", "no-such.yaml")).isEqualTo(4);
        assertThat(shell.err()).contains("no-such.yaml");
    }
}
