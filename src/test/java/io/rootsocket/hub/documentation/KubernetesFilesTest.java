package io.rootsocket.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootsocket.hub.settings.Variable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What ships for Kubernetes, held to its schema, to itself and to the hub. No cluster runs it here. */
class KubernetesFilesTest {

    private static final Path FOLDER = Path.of("src/main/deploy/kubernetes");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The files of each folder, kustomizations aside. */
    private static final String RESOURCES = "^(base|one|several|prometheus)/(?!kustomization)[\\w-]+\\.yaml$";

    private static List<JsonNode> documents(String yaml) {
        var documents = new ArrayList<JsonNode>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    private static JsonNode read(String file) {
        return documents(Page.read(FOLDER.resolve(file))).get(0);
    }

    private static List<String> files() {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode pod(String file) {
        return read(file).at("/spec/template/spec");
    }

    private static JsonNode hub(String file) {
        return pod(file).at("/containers/0");
    }

    private static Map<String, JsonNode> env(JsonNode hub) {
        var env = new TreeMap<String, JsonNode>();
        hub.path("env").forEach(variable -> env.put(variable.path("name").asText(), variable));
        return env;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Test
    void eachFileIsWhatKubernetesTakes() throws Exception {
        List<String> resources =
                files().stream().filter(file -> file.matches(RESOURCES)).toList();
        assertThat(resources).hasSizeGreaterThan(6);
        for (String file : resources) {
            for (JsonNode resource : documents(Page.read(FOLDER.resolve(file)))) {
                KubernetesSchema.require(resource);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/statefulset.yaml", "several/deployment.yaml"})
    void aFieldThatKubernetesDoesNotKnowWouldBeSeen(String file) {
        JsonNode wrong = read(file);
        ((ObjectNode) wrong.at("/spec/template/spec/containers/0/readinessProbe")).put("periodSecond", 2);

        assertThatThrownBy(() -> KubernetesSchema.require(wrong)).hasMessageContaining("periodSecond");
    }

    @Test
    void aFieldThatTheOperatorOfPrometheusDoesNotKnowWouldBeSeen() {
        JsonNode wrong = read("prometheus/servicemonitor.yaml");
        ((ObjectNode) wrong.at("/spec/endpoints/0/authorization")).put("credential", "x");

        assertThatThrownBy(() -> KubernetesSchema.require(wrong)).hasMessageContaining("credential");
    }

    @Test
    void eachFileIsNamedByTheKustomizationBesideIt() {
        for (String folder : List.of("base", "one", "several", "prometheus")) {
            JsonNode kustomization = read(folder + "/kustomization.yaml");
            List<String> named = stream(kustomization.path("resources"))
                    .map(JsonNode::asText)
                    .filter(name -> !name.equals("../base"))
                    .map(name -> folder + "/" + name)
                    .toList();
            assertThat(files())
                    .filteredOn(file -> file.matches(RESOURCES) && file.startsWith(folder + "/"))
                    .containsExactlyInAnyOrderElementsOf(named);
            kustomization
                    .path("configMapGenerator")
                    .forEach(map -> map.path("files")
                            .forEach(file -> assertThat(files()).contains(folder + "/" + file.asText())));
        }
    }

    /** What kustomize makes of it, by kustomize itself. Skipped where there is no kubectl. */
    @ParameterizedTest
    @ValueSource(strings = {"one", "several"})
    void kustomizeMakesWhatKubernetesTakes(String folder) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "kubectl"))),
                "no kubectl on the PATH");
        Process kustomize = new ProcessBuilder(
                        "kubectl", "kustomize", FOLDER.resolve(folder).toString())
                .start();
        List<JsonNode> made = documents(new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(kustomize.waitFor())
                .as(new String(kustomize.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();

        for (JsonNode resource : made) {
            KubernetesSchema.require(resource);
        }
        JsonNode workload = made.stream()
                .filter(resource -> resource.at("/spec/template").isObject())
                .findFirst()
                .orElseThrow();
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        assertThat(labels).isNotEmpty();
        for (JsonNode resource : made) {
            for (String selector :
                    List.of("/spec/selector/matchLabels", "/spec/podSelector/matchLabels", "/spec/selector")) {
                resource.at(selector).properties().stream()
                        .filter(label -> label.getValue().isTextual())
                        .forEach(
                                label -> assertThat(labels.path(label.getKey())).isEqualTo(label.getValue()));
            }
        }
        assertThat(made)
                .filteredOn(resource -> resource.path("kind").asText().equals("Service"))
                .allSatisfy(service -> assertThat(service.at("/spec/selector")).isEqualTo(labels));
        // The routes keep their name, so that an edit replaces no pod; the settings do not.
        assertThat(workload.toString()).contains("\"hub-routes\"").containsPattern("\"hub-settings-\\w+\"");
        assertThat(made.stream()
                        .filter(resource -> resource.path("kind").asText().equals("ConfigMap"))
                        .map(resource -> resource.at("/metadata/name").asText()))
                .allMatch(name -> workload.toString().contains("\"" + name + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/statefulset.yaml", "several/deployment.yaml"})
    void eachVariableIsASettingOfTheHub(String file) {
        var names = new ArrayList<>(env(hub(file)).keySet());
        for (String folder : List.of("base", "several")) {
            read(folder + "/kustomization.yaml")
                    .path("configMapGenerator")
                    .forEach(map -> map.path("literals")
                            .forEach(literal -> names.add(literal.asText().replaceFirst("=.*", ""))));
        }
        assertThat(names).hasSizeGreaterThan(10).allSatisfy(name -> {
            Variable setting = Variable.valueOf(name.replaceFirst("_FILE$", ""));
            assertThat(setting.isSecret()).isEqualTo(name.endsWith("_FILE"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/statefulset.yaml", "several/deployment.yaml"})
    void portsAndProbesAreTheHubs(String file) {
        JsonNode hub = hub(file);
        var ports = new TreeMap<String, String>();
        hub.path("ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asText()));

        assertThat(ports)
                .isEqualTo(Map.of(
                        "webhooks", env(hub).get("HUB_PORT").path("value").asText(),
                        "admin", env(hub).get("HUB_ADMIN_PORT").path("value").asText()));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode asked = hub.path(probe).path("httpGet");
            assertThat(asked.path("port").asText()).isEqualTo("webhooks");
            assertThat(asked.path("path").asText())
                    .isEqualTo(probe.startsWith("readiness") ? "/health/ready" : "/health/live");
            assertThat(asked.has("httpHeaders")).as("a token").isFalse();
        }
        assertThat(List.of(
                        read("base/service.yaml").at("/spec/ports/0/targetPort").asText(),
                        read("base/networkpolicy.yaml")
                                .at("/spec/ingress/0/ports/0/port")
                                .asText()))
                .containsOnly("webhooks");
        assertThat(List.of(
                        read("base/admin-service.yaml")
                                .at("/spec/ports/0/targetPort")
                                .asText(),
                        read("base/networkpolicy.yaml")
                                .at("/spec/ingress/1/ports/0/port")
                                .asText(),
                        read("prometheus/servicemonitor.yaml")
                                .at("/spec/endpoints/0/port")
                                .asText()))
                .containsOnly("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/statefulset.yaml", "several/deployment.yaml"})
    void aStopHasItsTime(String file) {
        JsonNode hub = hub(file);
        int sleep = hub.at("/lifecycle/preStop/exec/command/1").asInt();
        long delay = seconds(env(hub).get("HUB_SHUTDOWN_DELAY"));
        long timeout = seconds(env(hub).get("HUB_SHUTDOWN_TIMEOUT"));

        assertThat(List.of((long) sleep, delay, timeout)).allMatch(part -> part > 0);
        assertThat(pod(file).path("terminationGracePeriodSeconds").asLong())
                .isGreaterThanOrEqualTo(sleep + delay + timeout + 10);
    }

    private static long seconds(JsonNode variable) {
        return Duration.parse("PT" + variable.path("value").asText()).toSeconds();
    }

    /** What Kubernetes' profile `restricted` asks for. */
    @ParameterizedTest
    @ValueSource(strings = {"one/statefulset.yaml", "several/deployment.yaml"})
    void aHubHasNoRights(String file) {
        JsonNode pod = pod(file).path("securityContext");
        JsonNode hub = hub(file).path("securityContext");

        assertThat(pod.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(Page.read(Path.of("Dockerfile")))
                .contains("USER %s:%s"
                        .formatted(
                                pod.path("runAsUser").asText(),
                                pod.path("runAsGroup").asText()));
        assertThat(pod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(hub.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(hub.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(hub.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(pod(file).path("automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(pod(file).path("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one/statefulset.yaml", "several/deployment.yaml"})
    void eachVolumeIsThereAndMounted(String file) {
        List<String> mounted = stream(hub(file).path("volumeMounts"))
                .map(mount -> mount.path("name").asText())
                .toList();
        List<String> there = Stream.concat(
                        stream(pod(file).path("volumes")).map(volume -> volume.path("name")),
                        stream(read(file).at("/spec/volumeClaimTemplates")).map(claim -> claim.at("/metadata/name")))
                .map(JsonNode::asText)
                .toList();

        assertThat(mounted).containsExactlyInAnyOrderElementsOf(there);
    }

    /** One is written for the other: what they do not share is what the page says. */
    @Test
    void oneHubAndSeveralDifferOnlyInTheirDataAndInWhatTheyShare() {
        ObjectNode one = pod("one/statefulset.yaml").deepCopy();
        ObjectNode several = pod("several/deployment.yaml").deepCopy();
        several.remove("topologySpreadConstraints");
        remove((ArrayNode) several.path("volumes"), "data");
        for (String shared : List.of(
                "HUB_BROKER_USER", "HUB_BROKER_PASSWORD_FILE", "HUB_DATABASE_USER", "HUB_DATABASE_PASSWORD_FILE")) {
            remove((ArrayNode) several.at("/containers/0/env"), shared);
        }

        assertThat(several).isEqualTo(one);
        assertThat(read("one/statefulset.yaml").at("/spec/replicas").asInt()).isEqualTo(1);
    }

    private static void remove(ArrayNode named, String name) {
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).path("name").asText().equals(name)) {
                named.remove(i);
                return;
            }
        }
        throw new AssertionError(name + " is not there");
    }

    @Test
    void thePageMakesTheSecretThatThePodsMount() {
        String page = Page.read(Path.of("src/main/docs/kubernetes.md"));
        for (String file : List.of("one/statefulset.yaml", "several/deployment.yaml")) {
            env(hub(file)).values().forEach(variable -> {
                String key = variable.path("value").asText().startsWith("/run/secrets/hub/")
                        ? variable.path("value").asText().substring("/run/secrets/hub/".length())
                        : variable.at("/valueFrom/secretKeyRef/key").asText();
                assertThat(page).contains(key.isEmpty() ? "" : "--from-literal=%s=".formatted(key));
            });
        }
        assertThat(page)
                .contains("--from-literal=%s="
                        .formatted(read("prometheus/servicemonitor.yaml")
                                .at("/spec/endpoints/0/authorization/credentials/key")
                                .asText()));
    }
}
