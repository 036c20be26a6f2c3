package io.rootsocket.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ManualRow("`ROOTSOCKET_KEY_FILE` ignored, a variable misspelt")
class UnknownVariablesTest {

    @TempDir
    Path routes;

    @BeforeEach
    void writeRoutes() throws IOException {
        Files.writeString(
                routes.resolve("import.yaml"),
                "uri: file:{{hub.inbox:data/inbox}}?pass={{?hub.token}}&x={{env:HUB_OTHER}}&z=${env:HUB_SIMPLE}");
        Files.createDirectories(routes.resolve("kamelets"));
        Files.writeString(routes.resolve("kamelets/a.kamelet.yaml"), "uri: \"{{hub.in-kamelet}}\"");
    }

    private List<String> among(String... names) {
        return UnknownVariables.among(List.of(names), routes);
    }

    @Test
    void areToldWithTheNameThatMayHaveBeenMeant() {
        assertThat(among("ROOTSOCKET_KYE", "HUB_INBX", "ROOTSOCKET_KEYFILE", "hub_port"))
                .containsExactly(
                        "HUB_INBX is set, but neither the hub nor a route reads it. Did you mean `HUB_INBOX`?",
                        "ROOTSOCKET_KEYFILE is set, but neither the hub nor a route reads it. Did you mean `ROOTSOCKET_KEY_FILE`?",
                        "ROOTSOCKET_KYE is set, but neither the hub nor a route reads it. Did you mean `ROOTSOCKET_KEY`?",
                        "hub_port is set, but neither the hub nor a route reads it. Did you mean `HUB_PORT`?");
    }

    @Test
    void areToldThatOnlySecretsComeFromFiles() {
        assertThat(among("HUB_PORT_FILE", "HUB_INBOX_FILE"))
                .hasSize(2)
                .allMatch(sentence -> sentence.endsWith("Only a secret can come from a file."));
    }

    @Test
    void areNotThoseThatTheHubReads() {
        assertThat(UnknownVariables.among(
                        Stream.of(Variable.values()).map(Variable::name).toList(), routes))
                .isEmpty();
        assertThat(among("ROOTSOCKET_KEY_FILE", "HUB_ADMIN_TOKEN_FILE", "PATH", "HUBBLE"))
                .isEmpty();
    }

    @Test
    void areNotThoseThatARouteReads() {
        assertThat(among("HUB_INBOX", "HUB_TOKEN", "HUB_TOKEN_FILE", "HUB_OTHER", "HUB_SIMPLE", "HUB_IN_KAMELET"))
                .isEmpty();
    }

    /** It sets them for a service called {@code hub}, in every container beside it. */
    @Test
    void areNotThoseThatKubernetesSets() {
        assertThat(among("HUB_SERVICE_HOST", "HUB_SERVICE_PORT_WEB", "HUB_PORT_8080_TCP", "HUB_PORT_8080_TCP_ADDR"))
                .isEmpty();
    }

    /** For services called {@code hub} and {@code hub-broker}. */
    @Test
    void doNotCountWhereKubernetesSetsAnAddressInPlaceOfAPort() {
        var environment = Map.of("HUB_PORT", "tcp://10.0.0.1:8080", "HUB_BROKER_PORT", "udp://[fd00::1]:5");

        HubSettings settings = HubSettings.of(environment);
        assertThat(settings.webhooks().port()).isEqualTo(8080);
        assertThat(settings.broker().port()).isEqualTo(61616);
        assertThat(UnknownVariables.serviceLinks(environment))
                .hasSize(2)
                .allSatisfy(sentence -> assertThat(sentence).contains("enableServiceLinks", "does not count"))
                .anySatisfy(sentence -> assertThat(sentence).contains("HUB_PORT", "and 8080 does"));
        assertThat(UnknownVariables.serviceLinks(Map.of("HUB_PORT", "8080"))).isEmpty();
    }

    @Test
    void areToldWithoutAFolderOfRoutesToo() {
        assertThat(UnknownVariables.among(List.of("HUB_HOTS"), routes.resolve("nowhere")))
                .containsExactly("HUB_HOTS is set, but neither the hub nor a route reads it. Did you mean `HUB_HOST`?");
    }
}
