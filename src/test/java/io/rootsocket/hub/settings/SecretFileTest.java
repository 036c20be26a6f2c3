package io.rootsocket.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.hub.HubSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

    @TempDir
    Path folder;

    private Path holding(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text);
    }

    private static String key(Map<String, String> environment) {
        return new Variables(environment).text(Variable.ROOTSOCKET_KEY).orElseThrow();
    }

    private static void refused(Map<String, String> environment, String why) {
        assertThatThrownBy(() -> HubSettings.of(environment))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("ROOTSOCKET_KEY_FILE")
                .hasMessageContaining(why)
                .hasMessageNotContaining("s3cret");
    }

    private static void refused(Path file, String why) {
        refused(Map.of("ROOTSOCKET_KEY_FILE", file.toString()), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3cret\n", "s3cret\r\n", "\uFEFFs3cret\n\n"})
    void holdsTheSecretWithoutWhatEditorsPutAroundIt(String text) throws IOException {
        assertThat(key(Map.of("ROOTSOCKET_KEY_FILE", holding(text).toString()))).isEqualTo("s3cret");
    }

    @Test
    void keepsTheSpacesOfASecret() throws IOException {
        assertThat(key(Map.of("ROOTSOCKET_KEY_FILE", holding(" s3 cret \n").toString())))
                .isEqualTo(" s3 cret ");
    }

    @Test
    void countsForEverySecretOfTheHub() throws IOException {
        var environment = new HashMap<String, String>();
        for (Variable variable : Variable.values()) {
            if (variable.isSecret()) {
                environment.put(variable + "_FILE", holding("s3cret").toString());
            }
        }
        environment.put(
                "HUB_HEARTBEAT_URL_FILE",
                Files.writeString(folder.resolve("address"), "https://example.com/s3cret")
                        .toString());

        HubSettings settings = HubSettings.of(environment);

        assertThat(settings.rootSocket().key()).contains("s3cret");
        assertThat(settings.adminToken()).contains("s3cret");
        assertThat(settings.broker().password()).contains("s3cret");
        assertThat(settings.schedules().password()).contains("s3cret");
        assertThat(settings.alarms().heartbeat()).contains(URI.create("https://example.com/s3cret"));
    }

    @Test
    void isRefusedBesideTheSecretItself() throws IOException {
        refused(
                Map.of(
                        "ROOTSOCKET_KEY",
                        "s3cret",
                        "ROOTSOCKET_KEY_FILE",
                        holding("s3cret").toString()),
                "Both ROOTSOCKET_KEY and ROOTSOCKET_KEY_FILE are set");
    }

    @Test
    void doesNotCountIfItsVariableIsEmpty() {
        assertThat(key(Map.of("ROOTSOCKET_KEY", "s3cret", "ROOTSOCKET_KEY_FILE", "")))
                .isEqualTo("s3cret");
    }

    @Test
    void isRefusedIfItCannotBeUsed() throws IOException {
        refused(folder.resolve("nowhere"), "is not there");
        refused(folder, "cannot be read");
        refused(holding("\n\n"), "is empty");
        refused(holding("s3cret\ns3cret"), "several lines");
        refused(holding("s3cret".repeat(20_000)), "larger than");
        refused(
                Files.write(folder.resolve("latin"), "s3crét".getBytes(StandardCharsets.ISO_8859_1)),
                "is not text in UTF-8");
    }

    /** Who took the variable for the one that holds the secret finds it in no log. */
    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "s3/cr/et==", "/s3cret", "s3\u0000cret"})
    void isNotShownWhereItsFileBelongs(String secret) {
        assertThatThrownBy(() -> key(Map.of("ROOTSOCKET_KEY_FILE", secret)))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("ROOTSOCKET_KEY_FILE is no path of a file")
                .hasMessageContaining("whole path")
                .hasMessageNotContaining("s3");
    }

    @ParameterizedTest
    @EnumSource(names = {"HUB_PORT", "HUB_ROUTES"})
    void countsForNothingThatIsNoSecret(Variable variable) throws IOException {
        var environment = Map.of(variable + "_FILE", holding("9").toString());

        assertThat(new Variables(environment).text(variable)).isEmpty();
    }

    @Test
    void givesARouteItsSecret() throws IOException {
        try (var camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent()
                    .addPropertiesSource(new SecretSettings(Map.of(
                            "WEBHOOK_SECRET_FILE", holding("s3cret\n").toString(),
                            "LOG_FILE", "/var/log/other",
                            "MAIL_PASSWORD_FILE", folder.resolve("nowhere").toString())));

            assertThat(camel.resolvePropertyPlaceholders("{{webhook.secret}}")).isEqualTo("s3cret");
            assertThat(camel.resolvePropertyPlaceholders("{{webhook-secret:else}}"))
                    .isEqualTo("s3cret");
            assertThat(camel.resolvePropertyPlaceholders("{{log:info}}")).isEqualTo("info");
            assertThatThrownBy(() -> camel.resolvePropertyPlaceholders("{{mail.password:else}}"))
                    .hasStackTraceContaining("MAIL_PASSWORD_FILE names the file");
        }
    }

    @Test
    void isLookedAtBeforeTheRoutesStart() {
        var asked = SettingNames.of(List.of("password: '{{mail.password}}'"));
        var environment = Map.of("MAIL_PASSWORD_FILE", folder.resolve("nowhere").toString());

        assertThatThrownBy(() -> SecretSettings.require(environment, asked))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("MAIL_PASSWORD_FILE")
                .hasMessageContaining("is not there");
        SecretSettings.require(environment, SettingNames.of(List.of("{{other.password}}")));
    }
}
