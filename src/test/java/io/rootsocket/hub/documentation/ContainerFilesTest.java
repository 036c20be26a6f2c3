package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.utils.VersionLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the container's files. {@code src/test/container/run} runs them, which takes too long for every build. */
class ContainerFilesTest {

    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?");
    private static final Pattern SET = Pattern.compile("^#?([A-Z_]+)=", Pattern.MULTILINE);

    private final String dockerfile = Page.read(Path.of("Dockerfile"));
    private final String compose = Page.read(Path.of("docker-compose.yml"));
    private final JsonNode file = merged(
            new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(compose)));
    private final JsonNode services = file.path("services");
    private final Manual manual = new Manual();

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With what {@code <<} takes from elsewhere, which this YAML parser leaves as it is. */
    private static JsonNode merged(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(ContainerFilesTest::merged);
            if (object.remove("<<") instanceof ObjectNode taken) {
                merged(taken).properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
            }
        } else {
            node.forEach(ContainerFilesTest::merged);
        }
        return node;
    }

    private Stream<JsonNode> startedBy(String... profiles) {
        return services.properties().stream()
                .map(Map.Entry::getValue)
                .filter(service -> service.path("profiles").isMissingNode()
                        || Stream.of(profiles)
                                .anyMatch(profile ->
                                        service.path("profiles").toString().contains("\"" + profile + "\"")));
    }

    /** Two hubs with the same schedules beside each other would send everything twice, besides. */
    @ParameterizedTest
    @ValueSource(strings = {"hub,sandbox,metrics", "cluster,sandbox,metrics"})
    void whatStartsTogetherWantsNoPortTwice(String profiles) {
        assertThat(startedBy(profiles.split(","))
                        .flatMap(service -> service.path("ports").valueStream())
                        .map(port -> port.asText().split(":")[1]))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void oneHubOrThreeStartAndNeitherWithoutBeingAskedFor() {
        assertThat(startedBy()).containsExactly(services.path("broker"));
        assertThat(startedBy("cluster")).doesNotContain(services.path("hub")).hasSize(6);
        assertThat(Page.read(Path.of(".env.example"))).contains("\nCOMPOSE_PROFILES=hub\n");
    }

    @Test
    void theHubsImageIsNamedOnce() {
        assertThat(compose.lines().filter(line -> line.strip().equals("image: \"${HUB_IMAGE:-rootsocket-hub}\"")))
                .hasSize(1);
        assertThat(compose.split("image: .*rootsocket-hub", -1)).hasSize(2);
    }

    /** Each in a file, if one wants: {@code docker inspect} shows the environment. */
    @ParameterizedTest
    @CsvSource({
        "hub,    ROOTSOCKET_KEY,        rootsocket-key",
        "hub,    HUB_ADMIN_TOKEN,       admin-token",
        "node-3, HUB_DATABASE_PASSWORD, database-password"
    })
    void eachSecretOfTheHubsCanComeFromAFile(String service, String variable, String secret) {
        JsonNode settings = services.path(service).path("environment");

        assertThat(settings.path(variable).asText()).isEqualTo("${%s:-}", variable);
        assertThat(settings.path(variable + "_FILE").asText())
                .isEqualTo("${%s_FILE:+/run/secrets/%s}", variable, secret);
        assertThat(services.path(service).path("secrets").toString()).contains(secret);
        assertThat(file.path("secrets").path(secret).path("file").asText())
                .isEqualTo("${%s_FILE:-./.env.example}", variable);
        assertThat(Page.read(Path.of(".env.example"))).contains("\n#%s_FILE=".formatted(variable));
    }

    /** So much is tested, and no more is needed. */
    @Test
    void eachHubHasTheLeastMemoryThatIsTested() {
        assertThat(Stream.of("hub", "node-1", "node-2", "node-3").map(services::path))
                .allSatisfy(service ->
                        assertThat(service.path("mem_limit").asText()).isEqualTo("512m"));
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
                assertThat(told).contains(name.replaceFirst("_FILE$", ""));
            }
        });
    }

    @Test
    void composeMountsWhatTheReadmeSays() {
        assertThat(services.path("hub").path("volumes").toString())
                .contains("./routes:/hub/routes:ro")
                .contains("./ext:/hub/ext:ro")
                .contains("hub-data:/hub/data");
        assertThat(services.path("sandbox").path("profiles").toString()).contains("sandbox");
        assertThat(manual.page("operating.md").section("In a container"))
                .contains("`routes/` is mounted read-only; `data/` is a volume");
    }

    @Test
    void theImageRunsAsNobodyChecksItsReadinessAndTakesFurtherComponents() {
        assertThat(dockerfile)
                .contains("eclipse-temurin:25-jre")
                .contains("GET /health/ready")
                .contains("${HUB_PORT:-8080}")
                .contains("/hub/ext")
                // The first start would tighten it, and say so.
                .contains("install -d -o hub -g hub -m 700 /hub/data");
        assertThat(manual.page("operating.md").section("In a container")).contains("Java 25", "/hub/ext");
    }

    /** A node that is starting or stopping lives, but takes nothing. */
    @Test
    void theProxyAsksTheNodesWhetherTheyAreReadyAndTriesAnother() {
        String proxy = Page.read(Path.of("docker-compose.yml"));

        assertThat(services.path("proxy").path("configs").toString()).contains("/etc/caddy/Caddyfile");
        assertThat(proxy).contains("health_uri /health/ready", "lb_try_duration 10s");
    }

    /** Two rounds of its questions, and both may time out; {@code RollingRestartIT} restarts all three under load. */
    @Test
    void aHubThatStopsWaitsForTheProxyToLookAway() {
        assertThat(compose).contains("health_interval 1s", "health_timeout 2s");
        for (String node : List.of("node-1", "node-2", "node-3")) {
            JsonNode service = services.path(node);
            assertThat(service.path("environment").path("HUB_SHUTDOWN_DELAY").asText())
                    .isEqualTo("5s");
            assertThat(service.path("stop_grace_period").asText()).isEqualTo("50s");
        }
    }

    /** Each a file of the release, which the other tools' own tests load. */
    @Test
    void prometheusAndGrafanaHaveTheFilesThatShip() {
        assertThat(Stream.of("prometheus", "grafana")
                        .flatMap(tool -> services.path(tool).path("volumes").valueStream())
                        .map(volume -> volume.asText().split(":")[0])
                        .filter(path -> path.startsWith("./")))
                .hasSize(3)
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
        assertThat(Page.read(Path.of("src/main/deploy/prometheus/prometheus.yml")))
                .contains("/run/secrets/"
                        + services.path("prometheus").at("/secrets/0/target").asText());
    }

    /** Who finds an image in a registry wants to know what is in it, and on what. */
    @Test
    void theImageSaysWhatItIsAndWhatItIsMadeOn() {
        assertThat(dockerfile)
                .contains(
                        "ARG BUILD_IMAGE=",
                        "ARG RUNTIME_IMAGE=",
                        "FROM ${BUILD_IMAGE} AS build",
                        "FROM ${RUNTIME_IMAGE}")
                .contains("image.title=", "image.licenses=\"Apache-2.0\"", "image.version=", "image.revision=");
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

    /** Java believes MaxRAM, however little a container has, and was killed in one of 512 MB. */
    @Test
    void theLauncherBoundsTheHeapOfALargeMachineAndNotTheMemoryOfASmallOne() {
        assertThat(Page.read(Path.of("hub")))
                .contains("-XX:MaxRAMPercentage=40", "-XX:ErgoHeapSizeLimit=512m")
                .doesNotContain("-XX:MaxRAM=");
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
