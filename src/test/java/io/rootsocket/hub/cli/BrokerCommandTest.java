package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandTest {

    private final Shell shell = new Shell();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path data;

    private int hub(String... arguments) {
        environment.putIfAbsent("HUB_DATA", data.toString());
        return shell.run(environment, arguments);
    }

    private void aHubHasStarted() throws IOException {
        Files.createDirectories(data.resolve("broker"));
        Files.writeString(data.resolve("broker/client-password"), "made-up-by-the-hub\n");
    }

    @Test
    void saysWhereThePasswordIsAndShowsItOnlyWhenAsked() throws IOException {
        aHubHasStarted();
        environment.put("HUB_BROKER_PORT", "61700");

        assertThat(hub("broker")).isZero();
        assertThat(shell.out())
                .contains("url       tcp://127.0.0.1:61700", "user      client", "client-password")
                .doesNotContain("made-up-by-the-hub");

        assertThat(hub("broker", "--show-password")).isZero();
        assertThat(shell.out()).contains("password  made-up-by-the-hub");
    }

    @Test
    void printsJsonForPrograms() throws IOException {
        aHubHasStarted();

        assertThat(hub("broker", "--format", "json", "--show-password")).isZero();
        JsonNode access = new JsonMapper().readTree(shell.out());
        assertThat(access.path("url").asText()).isEqualTo("tcp://127.0.0.1:61616");
        assertThat(access.path("user").asText()).isEqualTo("client");
        assertThat(access.path("password").asText()).isEqualTo("made-up-by-the-hub");
    }

    @Test
    void printsNoPasswordAsJsonUnlessAsked() throws IOException {
        aHubHasStarted();

        assertThat(hub("broker", "--format", "json")).isZero();
        assertThat(shell.out()).contains("client-password").doesNotContain("made-up-by-the-hub");
    }

    @Test
    void takesWhatIsSet() {
        environment.putAll(Map.of("HUB_BROKER_USER", "me", "HUB_BROKER_PASSWORD", "mine"));

        assertThat(hub("broker")).isZero();
        assertThat(shell.out()).contains("user      me", "HUB_BROKER_PASSWORD").doesNotContain("mine");
    }

    @Test
    void showsABrokerElsewhereWithoutTheSecretsInItsAddress() {
        environment.put("HUB_BROKER_URL", "tcp://broker:61616?user=me&password=hidden");

        assertThat(hub("broker")).isZero();
        assertThat(shell.out()).contains("tcp://broker:61616").doesNotContain("hidden");
    }

    @Test
    void exitsWith4BeforeAHubHasStarted() {
        assertThat(hub("broker")).isEqualTo(4);
        assertThat(shell.err()).contains("HUB_DATA", "HUB_BROKER_PASSWORD");
    }
}
