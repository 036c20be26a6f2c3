package io.rootsocket.hub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.outbox.OutboxSettings;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.ListenAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {

    @Test
    void runOnDefaultsWithAnEmptyEnvironment() {
        HubSettings settings = HubSettings.of(Map.of());

        assertThat(settings.routes()).isEqualTo(Path.of("routes"));
        assertThat(settings.webhooks()).isEqualTo(new ListenAddress("0.0.0.0", 8080));
        assertThat(settings.admin()).isEqualTo(new ListenAddress("127.0.0.1", 9090));
        assertThat(settings.broker().url()).isEmpty();
        assertThat(settings.rootSocket().key()).isEmpty();
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.dryRun()).isFalse();
    }

    @Test
    void takeWhatTheEnvironmentSays() {
        HubSettings settings = HubSettings.of(Map.of(
                "ROOTSOCKET_KEY", "k", "HUB_PORT", "80", "HUB_SHUTDOWN_TIMEOUT", "2m", "HUB_ROUTES", "/etc/hub"));

        assertThat(settings.rootSocket().key()).contains("k");
        assertThat(settings.webhooks().port()).isEqualTo(80);
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.routes()).isEqualTo(Path.of("/etc/hub"));
    }

    @Test
    void countAnEmptyVariableAsNotSet() {
        assertThat(HubSettings.of(Map.of("ROOTSOCKET_KEY", " ")).rootSocket().key())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HUB_PORT,http",
        "HUB_PORT,70000",
        "HUB_BODY_LIMIT,0",
        "HUB_BODY_LIMIT,1MB",
        "HUB_ADMIN_PORT,-1",
        "HUB_ADMIN_NAMES,http://hub",
        "HUB_ADMIN_NAMES,*.example.com",
        "HUB_ADMIN_NAMES,hub:port",
        // What Camel cannot read it would take for no time at all.
        "HUB_ALARM_REPEAT,often",
        "HUB_SHUTDOWN_TIMEOUT,5x",
        // Somebody means seconds, and Camel would take milliseconds.
        "HUB_WEBHOOK_TIMEOUT,30",
        "HUB_TAKEOVER,-5m",
        "HUB_LEDGER_KEEP,PT5M"
    })
    void nameTheVariableThatCannotBeRead(String variable, String value) {
        assertThatThrownBy(() -> HubSettings.of(Map.of(variable, value)))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining(variable + "=" + value);
    }

    @Test
    void refuseAnAdminDoorOpenToOthersWithoutAToken() {
        assertThatThrownBy(() -> HubSettings.of(Map.of("HUB_ADMIN_HOST", "0.0.0.0")))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("HUB_ADMIN_TOKEN");

        assertThat(HubSettings.of(Map.of("HUB_ADMIN_HOST", "0.0.0.0", "HUB_ADMIN_TOKEN", "t"))
                        .adminToken())
                .contains("t");
    }

    @Test
    void takeTheOutboxsOwnDefaults() {
        assertThat(HubSettings.of(Map.of()).outbox()).isEqualTo(OutboxSettings.DEFAULTS);
    }

    @Test
    void neverShowASecret() {
        HubSettings settings = HubSettings.of(
                Map.of("ROOTSOCKET_KEY", "s3cret", "HUB_ADMIN_TOKEN", "s3cret", "HUB_BROKER_PASSWORD", "s3cret"));

        assertThat(settings.toString()).doesNotContain("s3cret");
        assertThat(settings.rootSocket().toString()).doesNotContain("s3cret").contains("xxxxxx");
        assertThat(settings.broker().toString()).doesNotContain("s3cret");
    }

    /** Whoever knows the address could send it, so it is not shown. */
    @ParameterizedTest
    @ValueSource(
            strings = {"s3cret", "ftp://example.com/s3cret", "https:s3cret", "http://s3 cret", "//example.com/s3cret"})
    void refusesAHeartbeatToNowhereWithoutShowingIt(String address) {
        assertThatThrownBy(() -> HubSettings.of(Map.of("HUB_HEARTBEAT_URL", address)))
                .isInstanceOf(HubConfigurationException.class)
                .hasMessageContaining("HUB_HEARTBEAT_URL")
                .hasMessageNotContaining("s3");
    }
}
