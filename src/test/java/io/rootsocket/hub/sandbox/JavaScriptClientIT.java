package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * RootSocket's own JavaScript client, unchanged, against the sandbox. Runs where {@code -Drootsocketjs.dir} names a
 * checkout of it in which {@code build/main/index.js} is built and, for a Node without WebSocket, {@code ws} installed.
 */
class JavaScriptClientIT {

    private static final SandboxSettings ON_A_FREE_PORT =
            SandboxSettings.defaults().withPort(0);

    @Test
    void connectsSubscribesReceivesAndSendsWithChannelAuthorization() throws Exception {
        JsonNode seen = walk(ON_A_FREE_PORT.withChannelAuthorization(true));

        assertThat(seen.path("authorization").booleanValue()).isTrue();
        assertReceivedBothMessages(seen);
        // The client forgot the channel whose subscription was refused.
        assertThat(seen.path("subscriptions")).extracting(JsonNode::textValue).containsExactly("news");
    }

    @Test
    void connectsSubscribesReceivesAndSendsWithoutChannelAuthorization() throws Exception {
        JsonNode seen = walk(ON_A_FREE_PORT.withChannelAuthorization(false));

        assertThat(seen.path("authorization").booleanValue()).isFalse();
        assertReceivedBothMessages(seen);
        assertThat(seen.path("subscriptions")).extracting(JsonNode::textValue).containsExactly("news", "other");
    }

    private static void assertReceivedBothMessages(JsonNode seen) {
        assertThat(seen.path("received"))
                .extracting(JsonNode::textValue)
                .containsExactly("over HTTP", "{\"from\":\"client\"}");
    }

    private static JsonNode walk(SandboxSettings settings) throws Exception {
        String client = System.getProperty("rootsocketjs.dir", "");
        assumeTrue(
                Files.exists(Path.of(client, "build/main/index.js")),
                "-Drootsocketjs.dir does not name a directory with the built client");
        try (Sandbox sandbox = Sandbox.start(settings)) {
            Process node = new ProcessBuilder(
                            "node",
                            "src/test/js/client-walk.cjs",
                            client,
                            sandbox.apiUrl().toString(),
                            sandbox.key())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).as(output).isZero();
            return Wire.readTree(output);
        }
    }
}
