package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.TokenClaims;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.FreePort;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ManualRow("`ROOTSOCKET_KEY_FILE` ignored, a variable misspelt")
class HubCommandIT {

    private static Sandbox sandbox;

    private final Shell shell = new Shell();

    @BeforeAll
    static void startSandbox() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    private String url() {
        return "--api-url=" + sandbox.apiUrl();
    }

    @Test
    void sendsAMessage() {
        assertThat(shell.run("send", url(), "news", "hello")).isZero();

        assertThat(sandbox.messages("news")).extracting(ReceivedMessage::data).containsExactly("hello");
        assertThat(shell.out()).isEqualTo("Sent to news.\n");
        assertThat(shell.err()).contains("ROOTSOCKET_KEY is not set");
    }

    @Test
    void printsNothingButTheToken() {
        assertThat(shell.run("token", url(), "news")).isZero();
        assertThat(TokenClaims.expiresAt(shell.out().strip())).isPresent();
    }

    @Test
    void printsNothingButTheConnectionToken() {
        assertThat(shell.run("connection", url())).isZero();
        assertThat(TokenClaims.expiresAt(shell.out().strip())).isPresent();
    }

    @Test
    void printsTheOverviewOfTheConnections() {
        assertThat(shell.run("connections", url())).isZero();
        assertThat(shell.out()).contains("\"userAgent\"");
    }

    @Test
    void exitsWith3WhenNobodyAnswers() {
        assertThat(shell.run("send", "--api-url=http://localhost:" + FreePort.next(), "news", "x"))
                .isEqualTo(3);
        assertThat(shell.err().lines().count()).isEqualTo(2);
    }

    @Test
    void exitsWith4WhenTheKeyIsRefused() {
        assertThat(shell.run(Map.of("ROOTSOCKET_KEY", "wrong-key"), "send", url(), "news", "x"))
                .isEqualTo(4);
        assertThat(shell.err()).contains("401").doesNotContain("wrong-key");
        assertThat(shell.err().lines()).hasSize(1);
    }

    @Test
    void exitsWith4WhenTheKeyMayNotDoThis() {
        sandbox.faults().inject(Fault.status(403).times(1));
        assertThat(shell.run("send", url(), "news", "x")).isEqualTo(4);
    }

    @Test
    void exitsWith4WhenTheSandboxsPortIsTaken() {
        assertThat(shell.run("sandbox", "--port", String.valueOf(sandbox.port())))
                .isEqualTo(4);
        assertThat(shell.err()).contains(String.valueOf(sandbox.port()));
    }

    @Test
    void exitsWith4WhenThereIsNoFolderOfRoutes(@TempDir Path data) {
        var environment = Map.of(
                "HUB_DATA", data.toString(),
                "HUB_SANDBOX_PORT", String.valueOf(FreePort.next()),
                "HUB_BROKER_PORT", String.valueOf(FreePort.next()));

        assertThat(shell.run(environment, "run", "--routes", "no-such-folder")).isEqualTo(4);
        assertThat(shell.err()).contains("no-such-folder");
    }

    @Test
    void takesTheAddressAndTheKeyFromTheEnvironment() {
        var environment = Map.of(
                "ROOTSOCKET_KEY",
                sandbox.key(),
                "ROOTSOCKET_API_URL",
                sandbox.apiUrl().toString());

        assertThat(shell.run(environment, "send", "environment", "x")).isZero();

        assertThat(sandbox.messages("environment")).hasSize(1);
        assertThat(shell.err()).isEmpty();
    }

    /** It talked to the sandbox instead, and said "Sent". */
    @Test
    void takesTheKeyFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), sandbox.key() + "\n");
        var environment = Map.of(
                "ROOTSOCKET_KEY_FILE",
                file.toString(),
                "ROOTSOCKET_API_URL",
                sandbox.apiUrl().toString());

        assertThat(shell.run(environment, "send", "file", "x")).isZero();
        assertThat(shell.run(environment, "token", "file")).isZero();
        assertThat(shell.run(environment, "connections")).isZero();

        assertThat(sandbox.messages("file")).hasSize(1);
        assertThat(shell.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"send news x", "token news", "connection", "connections", "sandbox --port 0", "run"})
    void exitsWith4WhenTheFileOfTheKeyIsNotThere(String command) {
        assertThat(shell.run(Map.of("ROOTSOCKET_KEY_FILE", "/no/such/key"), command.split(" ")))
                .isEqualTo(4);
        assertThat(shell.err()).contains("ROOTSOCKET_KEY_FILE names the file /no/such/key, which is not there");
    }

    @Test
    void exitsWith4WhenTheFileOfTheAdminTokenIsNotThere() {
        assertThat(shell.run(Map.of("HUB_ADMIN_TOKEN_FILE", "/no/such/token"), "history"))
                .isEqualTo(4);
        assertThat(shell.err()).contains("HUB_ADMIN_TOKEN_FILE");
    }

    @Test
    void exitsWith4WhenTheSecretOfARouteIsNotThere(@TempDir Path routes) throws IOException {
        Files.writeString(routes.resolve("a.yaml"), "- from:\n    uri: smtp:x?password={{mail.password}}\n");

        assertThat(shell.run(Map.of("MAIL_PASSWORD_FILE", "/no/such/file"), "run", "--routes", routes.toString()))
                .isEqualTo(4);
        assertThat(shell.err()).contains("MAIL_PASSWORD_FILE names the file /no/such/file, which is not there");
    }

    @Test
    void findsTheSandboxByItsPort() {
        var environment = Map.of("HUB_SANDBOX_PORT", String.valueOf(sandbox.port()));

        assertThat(shell.run(environment, "send", "port", "x")).isZero();

        assertThat(sandbox.messages("port")).hasSize(1);
    }

    @Test
    void showsTheStackTraceOnlyWithDebug() {
        assertThat(shell.run("send", url(), "my-channel", "x")).isEqualTo(5);
        assertThat(shell.err()).doesNotContain("\tat ");

        assertThat(shell.run("send", "--debug", url(), "my-channel", "x")).isEqualTo(5);
        assertThat(shell.err()).contains("\tat ");
    }

    @Test
    void exitsWith5WhenTheChannelIsNotOne() {
        assertThat(shell.run("send", url(), "my-channel", "x")).isEqualTo(5);
        assertThat(shell.err()).contains("Did you mean `my.channel`?");
    }

    @Test
    void exitsWith6WhenTheMessageMayHaveBeenDelivered() {
        sandbox.faults().inject(Fault.resetAfter().times(1));
        assertThat(shell.run("send", url(), "ambiguous", "x")).isEqualTo(6);
    }
}
