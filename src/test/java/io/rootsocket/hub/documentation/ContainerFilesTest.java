package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.utils.VersionLoader;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the container's files, because no Docker engine runs where the tests do. */
class ContainerFilesTest {

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");
    private static final Pattern SET = Pattern.compile("^#?([A-Z_]+)=", Pattern.MULTILINE);

    private final String dockerfile = Page.read(Path.of("Dockerfile"));
    private final String compose = Page.read(Path.of("docker-compose.yml"));
    private final JsonNode services = new ObjectMapper()
            .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(compose))
            .path("services");
    private final Manual manual = new Manual();

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theExampleEnvironmentNamesAllThatComposeAsksFor() {
        assertThat(names(SET, Page.read(Path.of(".env.example")))).containsAll(names(REQUIRED, compose));
    }

    @Test
    void composeSetsOnlyVariablesThatTheReadmeExplains() {
        Set<String> told = manual.table("variable | default | meaning").stream()
                .flatMap(row -> Page.code(row.get(0)).stream())
                .collect(Collectors.toSet());
        services.path("hub").path("environment").fieldNames().forEachRemaining(name -> {
            if (!name.equals("TOKENS_ORIGIN")) {
                assertThat(told).contains(name);
            }
        });
    }

    @Test
    void composeMountsWhatTheReadmeSays() {
        assertThat(services.path("hub").path("volumes").toString())
                .contains("./routes:/hub/routes:ro")
                .contains("hub-data:/hub/data");
        assertThat(services.path("sandbox").path("profiles").toString()).contains("sandbox");
        assertThat(manual.page("operating.md").section("In a container")).contains("`routes/` is mounted read-only; `data/` is a volume");
    }

    @Test
    void theImageRunsAsNobodyChecksItsReadinessAndTakesFurtherComponents() {
        assertThat(dockerfile)
                .contains("eclipse-temurin:25-jre")
                .contains("GET /health/ready")
                .contains("${HUB_PORT:-8080}")
                .contains("/hub/ext");
        assertThat(manual.page("operating.md").section("In a container")).contains("Java 25", "/hub/ext");
    }

    /** A node that is starting or stopping lives, but takes nothing. */
    @Test
    void theProxyAsksTheNodesWhetherTheyAreReadyAndTriesAnother() {
        String proxy = Page.read(Path.of("docker-compose.yml"));

        assertThat(services.path("proxy").path("configs").toString()).contains("/etc/caddy/Caddyfile");
        assertThat(proxy).contains("health_uri /health/ready", "lb_try_duration 10s");
    }

    /** Kubernetes refuses {@code runAsNonRoot} for a user that it would have to look up in the image. */
    @Test
    void theImageNamesItsUserByNumber() {
        assertThat(dockerfile.lines().filter(line -> line.startsWith("USER ")))
                .hasSize(1)
                .allMatch(line -> line.matches("USER [1-9][0-9]*(:[1-9][0-9]*)?"));
    }

    /** Options, umask and class path are the launcher's; {@link io.rootsocket.hub.cli.LauncherIT} runs it as the image does. */
    @Test
    void theImageRunsTheHubByTheLauncher() {
        assertThat(dockerfile)
                .contains("COPY LICENSE hub /hub/", "ln -s /hub/hub /usr/local/bin/hub", "ENTRYPOINT [\"hub\"]")
                .contains("/src/target/hub /hub/target/hub")
                .doesNotContain("-XX:");
        assertThat(Page.read(Path.of(".dockerignore"))).contains("\n!hub\n");
    }

    /** Of an exhausted heap threads die, and what is left would look alive. */
    @Test
    void theLauncherEndsAHubWhoseMemoryIsExhausted() {
        assertThat(Page.read(Path.of("hub"))).contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void composeRunsTheBrokerThatTheHubHasOnBoard() {
        assertThat(services.path("broker").path("image").asText())
                .isEqualTo(
                        "apache/artemis:%s-alpine", VersionLoader.getVersion().getFullVersion());
    }

    @Test
    void theTestsOfRoutesStayOutOfTheImage() {
        assertThat(Page.read(Path.of(".dockerignore"))).contains("\nroutes/tests\n");
    }

    @Test
    void theReadmeNamesTheLeastMemoryThatIsTested() {
        assertThat(manual.page("operating.md").section("In a container")).contains("512 MB of memory or more");
    }
}
