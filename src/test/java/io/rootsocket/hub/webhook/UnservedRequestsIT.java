package io.rootsocket.hub.webhook;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no webhook takes starts nothing, and hears in JSON why. */
@ManualRow("OPTIONS, HEAD, unknown paths")
class UnservedRequestsIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RunningHub hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) {
        route(folder, "webhooks.yaml", """
                - route:
                    id: any
                    from:
                      uri: platform-http:/any
                      steps:
                        - setBody: {constant: started}
                        - to: rootsocket:message?channel=any
                - route:
                    id: post
                    from:
                      uri: platform-http:/things/{id}
                      parameters: {httpMethodRestrict: POST}
                      steps:
                        - to: rootsocket:message?channel=any
                - route:
                    id: put
                    from:
                      uri: platform-http:/things/{id}
                      parameters: {httpMethodRestrict: "PUT"}
                      steps:
                        - to: rootsocket:message?channel=any
                - route:
                    id: asks
                    from:
                      uri: platform-http:/asks
                      parameters: {httpMethodRestrict: "GET,OPTIONS"}
                      steps:
                        - setBody: {constant: answered by the route}
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(hub.port(), path)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, /any, 204, 'DELETE, GET, PATCH, POST, PUT'",
        "HEAD, /any, 405, 'DELETE, GET, PATCH, POST, PUT'",
        "GET, /things/7, 405, 'POST, PUT'",
        "OPTIONS, /things/7, 204, 'POST, PUT'",
        "HEAD, /things/7, 405, 'POST, PUT'",
        "POST, /asks, 405, 'GET, OPTIONS'"
    })
    void namesTheMethodsThatThePathTakesAndStartsNothing(String method, String path, int status, String allow)
            throws Exception {
        var answer = ask(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Allow")).containsExactly(allow);
        assertThat(SANDBOX.sandbox().messages("any")).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void startsARouteThatTakesOptionsItself() throws Exception {
        assertThat(ask("OPTIONS", "/asks").body()).isEqualTo("answered by the route");
    }

    @ParameterizedTest
    @CsvSource({"GET, /nowhere", "POST, /", "DELETE, /any/further"})
    void answersAPathThatNobodyServesInJson(String method, String path) throws Exception {
        var answer = ask(method, path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Wire.readTree(answer.body()).path("detail").asText()).isEqualTo("Nothing is served here.");
    }
}
