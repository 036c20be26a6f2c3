package io.rootsocket.hub.cli.messages;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.cli.Shell;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.reload.ChangeGuard;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What came in, brought again: for real, as a test, and to see what an edit would do. */
class ReplayIT {

    private static final String ORDERS = """
            - route:
                id: orders
                from:
                  uri: kamelet:webhook
                  parameters:
                    path: /orders
                  steps:
                    - setBody:
                        simple: "Order: ${body}"
                    - to: rootsocket:message?channel=orders
            """;

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path folder;

    private static RunningHub hub;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(Map.of(
                "HUB_ADMIN_PORT",
                hub.adminUrl().replaceFirst(".*:", ""),
                "HUB_ROUTES",
                folder.resolve("routes").toString(),
                "COLUMNS",
                "110"));
    }

    @BeforeAll
    static void start() {
        route(folder, "orders.yaml", ORDERS);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void asAtFirst() throws InterruptedException {
        route(folder, "orders.yaml", ORDERS);
        hub.reload().reload();
    }

    private String order(String body) {
        HttpResponse<String> answer = hub.post("/orders", body, "Content-Type", "application/json");
        assertThat(answer.statusCode()).isLessThan(300);
        String id = answer.headers().firstValue("X-Message-Id").orElseThrow();
        await().untilAsserted(() -> assertThat(shell.done("explain", id)).contains("delivered"));
        return id;
    }

    private List<String> received() {
        return SANDBOX.received("orders");
    }

    @Test
    void sendsAgainThroughTheRouteAsItIsNowAndTellsOfItsOrigin() throws Exception {
        String id = order("{\"n\":1}");
        String secret = order("{\"n\":2,\"password\":\"geheim\"}");
        route(folder, "orders.yaml", ORDERS.replace("Order: ", "Corrected: "));
        assertThat(hub.reload().reload().changed()).containsExactly("~orders");

        assertThat(shell.done("replay", id, "--why", "the words were wrong"))
                .containsPattern("done +1 of 1 +0 .* the words were wrong");

        await().untilAsserted(() -> assertThat(received()).contains("Corrected: {\"n\":1}"));
        await().untilAsserted(() -> assertThat(shell.done("messages", "--route", "orders", "--text", "replay of " + id))
                .contains("delivered"));
        assertThat(shell.run("replay", secret)).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("Nothing is to be sent: 0 to send; left out: 1 kept cut or redacted");
        assertThat(shell.done("replay", "--route", "orders", "--text", "geheim", "--dry-run"))
                .isEqualTo("0 to send.\n");
        assertThat(shell.done("replay", "--list")).contains("the words were wrong");
        assertThat(shell.run("replay")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("replay", "--cancel", "99")).isEqualTo(ExitCode.FIX_CONFIGURATION);
    }

    @Test
    void showsWhatAnEditWouldDoAndRefusesOneThatDoesTooMuch() throws Exception {
        String id = order("{\"n\":3}");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("orders.yaml"), ORDERS.replace("Order: ", "Ordered: "));
        int before = received().size();

        assertThat(shell.run("diff", other.toString(), "--max-change", "5")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.out())
                .containsPattern("Of the last \\d+ inputs? 0 come out the same and \\d+ differ \\(100 %\\)\\.")
                .contains(id, "  - Order: {\"n\":3}", "  + Ordered: {\"n\":3}");
        assertThat(shell.run("diff", "orders")).isZero();
        assertThat(shell.out()).contains("and 0 differ");
        assertThat(received()).hasSize(before);

        hub.reload().guard((running, wanted) -> Optional.of("The watcher waits for the command."));
        route(folder, "orders.yaml", ORDERS.replace("Order: ", "Ordered: "));
        assertThat(shell.run("reload", "--max-change", "5")).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.err()).contains("would come out differently (100 %), and at most 5 % may");
        assertThat(shell.run("reload", "--max-change", "100")).isZero();
        hub.reload().guard(ChangeGuard.NONE);
    }

    @Test
    void writesATestThatPassesUntilTheRouteSaysSomethingElse() throws Exception {
        String id = order("{\"n\":4}");
        Path test = folder.resolve("routes/tests/orders.test.yaml");
        Files.createDirectories(test.getParent());

        Files.writeString(test, shell.done("test", "--from", id));

        assertThat(Files.readString(test)).contains("webhook: POST /orders", "routes:\n  - orders.yaml");
        assertThat(shell.run("test", test.toString())).as(shell.out()).isZero();
        route(folder, "orders.yaml", ORDERS.replace("Order: ", "Ordered: "));
        assertThat(shell.run("test", test.toString())).isEqualTo(ExitCode.FIX_CONFIGURATION);
        assertThat(shell.out()).contains("+ Ordered: {\"n\":4}");
        assertThat(shell.run("test", "--from", "nobody-knows")).isEqualTo(ExitCode.FIX_CONFIGURATION);
    }
}
