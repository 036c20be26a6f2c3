package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the container's files, because no Docker engine runs where the tests do. */
class ContainerFilesTest {

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");
    private static final Pattern SET = Pattern.compile("^#?([A-Z_]+)=", Pattern.MULTILINE);

    private final String dockerfile = Readme.read(Path.of("Dockerfile"));
    private final String compose = Readme.read(Path.of("docker-compose.yml"));
    private final JsonNode services = new ObjectMapper()
            .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(compose))
            .path("services");
    private final Readme readme = new Readme();

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theExampleEnvironmentNamesAllThatComposeAsksFor() {
        assertThat(names(SET, Readme.read(Path.of(".env.example")))).containsAll(names(REQUIRED, compose));
    }

    @Test
    void composeSetsOnlyVariablesThatTheReadmeExplains() {
        Set<String> told = readme.table("variable | default | meaning").stream()
                .flatMap(row -> Readme.code(row.get(0)).stream())
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
        assertThat(readme.section("In a container")).contains("`routes/` is mounted read-only; `data/` is a volume");
    }

    @Test
    void theImageRunsAsNobodyChecksItsLivenessAndTakesFurtherComponents() {
        assertThat(dockerfile)
                .contains("eclipse-temurin:25-jre")
                .contains("GET /health/live")
                .contains("${HUB_PORT:-8080}")
                .contains("/hub/ext/*")
                .contains("io.rootsocket.hub.cli.HubCommand");
        assertThat(readme.section("In a container")).contains("Java 25", "/hub/ext");
    }

    /** Kubernetes refuses {@code runAsNonRoot} for a user that it would have to look up in the image. */
    @Test
    void theImageNamesItsUserByNumber() {
        assertThat(dockerfile.lines().filter(line -> line.startsWith("USER ")))
                .hasSize(1)
                .allMatch(line -> line.matches("USER [1-9][0-9]*(:[1-9][0-9]*)?"));
    }

    @Test
    void neitherTheImageNorTheLauncherLetsOthersReadWhatTheHubWrites() {
        String entrypoint = dockerfile
                .lines()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .findFirst()
                .orElseThrow();

        assertThat(entrypoint).contains("\"umask 077 && exec java ").contains("\\\"$@\\\"\", \"hub\"]");
        assertThat(Readme.read(Path.of("hub"))).containsSubsequence(" umask 077 ", "\nexec java ");
    }

    @Test
    void theImageAndTheLauncherGiveJavaTheSameOptions() {
        assertThat(Readme.read(Path.of("hub")))
                .contains("--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
        assertThat(dockerfile).contains("--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
    }
}
