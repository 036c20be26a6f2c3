package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.TokenClaims;
import io.rootsocket.hub.sandbox.Fault;
import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubCommandIT {

    private static Sandbox sandbox;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startSandbox() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    private int hub(String... arguments) {
        return HubCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String url() {
        return "--api-url=" + sandbox.apiUrl();
    }

    @Test
    void sendsAMessage() {
        assertThat(hub("send", url(), "news", "hello")).isZero();

        assertThat(sandbox.messages("news")).extracting(ReceivedMessage::data).containsExactly("hello");
        assertThat(out).hasToString("Sent to news.\n");
        assertThat(err.toString()).contains("ROOTSOCKET_KEY is not set");
    }

    @Test
    void printsNothingButTheToken() {
        assertThat(hub("token", url(), "news")).isZero();
        assertThat(TokenClaims.expiresAt(out.toString().strip())).isPresent();
    }

    @Test
    void printsNothingButTheConnectionToken() {
        assertThat(hub("connection", url())).isZero();
        assertThat(TokenClaims.expiresAt(out.toString().strip())).isPresent();
    }

    @Test
    void printsTheOverviewOfTheConnections() {
        assertThat(hub("connections", url())).isZero();
        assertThat(out.toString()).contains("\"userAgent\"");
    }

    @Test
    void exitsWith2WhenTheCommandLineIsWrong() {
        assertThat(hub()).isEqualTo(2);
        assertThat(hub("sned")).isEqualTo(2);
        assertThat(hub("send")).isEqualTo(2);
    }

    @Test
    void exitsWith3WhenNobodyAnswers() {
        assertThat(hub("send", "--api-url=http://localhost:" + RunningHub.freePort(), "news", "x"))
                .isEqualTo(3);
        assertThat(err.toString().lines().count()).isEqualTo(2);
    }

    @Test
    void exitsWith4WhenTheKeyIsRefused() {
        sandbox.faults().inject(Fault.status(403).times(1));
        assertThat(hub("send", url(), "news", "x")).isEqualTo(4);
    }

    @Test
    void exitsWith5WhenTheChannelIsNotOne() {
        assertThat(hub("send", url(), "my-channel", "x")).isEqualTo(5);
        assertThat(err.toString()).contains("Did you mean `my.channel`?");
    }

    @Test
    void exitsWith6WhenTheMessageMayHaveBeenDelivered() {
        sandbox.faults().inject(Fault.resetAfter().times(1));
        assertThat(hub("send", url(), "ambiguous", "x")).isEqualTo(6);
    }

    @Test
    void exitsWith4WhenThereIsNoFolderOfRoutes() {
        assertThat(hub("run", "--routes", "no-such-folder")).isEqualTo(4);
        assertThat(err.toString()).contains("no-such-folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "sandbox", "send", "token", "connection", "connections"})
    void helpsWithAnExample(String command) {
        assertThat(hub(command, "--help")).isZero();
        assertThat(out.toString()).contains("Example: ").contains("Exit codes:");
    }
}
