package io.rootsocket.hub.webhook;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kamelet {@code webhook} at the door, called as no test of a route could, by strangers and by those who sign. */
class WebhookKameletIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SECRET = "s3cret \u00f1";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String STRIPE = webhook("stripe", "signature: stripe", "secret: '{{hook.secret}}'");

    @TempDir
    static Path folder;

    private static RunningHub hub;

    @BeforeAll
    static void start() {
        route(folder, "application.properties", "hook.secret=s3cret \\u00f1\n");
        route(folder, "plain.yaml", webhook("plain"));
        route(folder, "any.yaml", webhook("any", "expect: any"));
        route(folder, "form.yaml", webhook("form", "expect: form"));
        route(
                folder,
                "github.yaml",
                webhook("github", "expect: any", "signature: github", "secret: '{{hook.secret}}'"));
        route(folder, "stripe.yaml", STRIPE);
        route(folder, "slack.yaml", webhook("slack", "expect: form", "signature: slack", "secret: '{{hook.secret}}'"));
        route(folder, "door.yaml", """
                - route:
                    id: door
                    from:
                      uri: kamelet:webhook
                      parameters:
                        path: /door/{place}
                      steps:
                        - transform:
                            jq: {expression: '.name + " is at the door"', resultType: java.lang.String}
                        - to: rootsocket:message?channel=door
                """);
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private static String webhook(String name, String... parameters) {
        return """
                - route:
                    id: NAME
                    from:
                      uri: kamelet:webhook
                      parameters:
                        path: /NAME
                        PARAMETERS
                      steps:
                        - to: rootsocket:message?channel=NAME
                """.replace("PARAMETERS", String.join("\n        ", parameters)).replace("NAME", name);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(hub.deadLetters()).isEmpty();
    }

    private static SignatureOptions by(String sender) {
        return SignatureOptions.of(Map.of("sender", sender, "secret", SECRET));
    }

    private static List<String> signed(String sender, byte[] body) {
        List<String> headers = new ArrayList<>();
        by(sender).sign(body, Instant.now(), UUID.randomUUID().toString()).forEach((name, value) -> {
            headers.add(name);
            headers.add(value);
        });
        return headers;
    }

    private static HttpResponse<String> post(String path, String type, byte[] body, List<String> headers)
            throws Exception {
        return send(path, type, BodyPublishers.ofByteArray(body), headers);
    }

    private static HttpResponse<String> send(
            String path, String type, HttpRequest.BodyPublisher body, List<String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(hub.port(), path)))
                .POST(body)
                .header("Content-Type", type);
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void awaitReceived(String channel, String... data) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(SANDBOX.received(channel)).containsExactly(data));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nope          | 400
                    ''            | 400
                    '{"a":1}x'    | 400
                    '{"a":1e400}' | 202
                    ' [1]'        | 202
                    '{"a":["\\ud83d"]}'   | 400
                    '{"\\ude00\\ud83d":1}' | 400
                    '"\\ud83d\\ude00"'    | 202
                    """)
    void answers400ToWhatIsNoJsonAndKeepsNothing(String body, int status) throws Exception {
        var answer = post("/plain", "application/json", utf8(body), List.of());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains(status == 202 ? "{\"accepted\":true}" : "\"detail\":\"The body ");
    }

    @Test
    void readsJsonInTheCharsetThatItsTypeNames() throws Exception {
        post(
                "/plain",
                "application/json; charset=ISO-8859-1",
                "\"Jos\u00e9\"".getBytes(StandardCharsets.ISO_8859_1),
                List.of());
        post("/plain", "text/plain", "\uFEFF\"Jos\u00e9\"".getBytes(StandardCharsets.UTF_8), List.of());

        awaitReceived("plain", "\"Jos\u00e9\"", "\"Jos\u00e9\"");
        assertThat(post("/plain", "application/json", new byte[] {'"', (byte) 0xE9, '"'}, List.of())
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/plain", "application/octet-stream", new byte[] {'"', (byte) 0xE9, '"'}, List.of())
                        .body())
                .contains("not text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"name\":5}"})
    void tellsWhatAStepCannotRead(String body) throws Exception {
        var answer = post("/door/front", "application/json", utf8(body), List.of());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("The request cannot be used: ");
    }

    @Test
    void sendsWhatItTakesWhateverTheQueryIsCalled() throws Exception {
        var answer = post(
                "/door/back?a%5Bb%5D=1&x%20y=2&CamelHttpResponseCode=500",
                "application/json", utf8("{\"name\":\"Ana\"}"), List.of());

        assertThat(answer.statusCode()).isEqualTo(202);
        awaitReceived("door", "Ana is at the door");
    }

    @Test
    void takesAFormAsItIsOrAsItsFields() throws Exception {
        byte[] form = utf8("a=%C3%A9&b=1&b=2");

        assertThat(post("/any", FORM, form, List.of()).statusCode()).isEqualTo(202);
        assertThat(post("/form", FORM, form, List.of()).statusCode()).isEqualTo(202);
        assertThat(post("/plain", FORM, form, List.of()).body()).contains("The body is a form. Send JSON");
        awaitReceived("any", "a=%C3%A9&b=1&b=2");
        awaitReceived("form", "{\"a\":\"\u00e9\",\"b\":[\"1\",\"2\"]}");
    }

    @ParameterizedTest
    @CsvSource({"GET,405", "HEAD,405", "PUT,405", "OPTIONS,204"})
    void saysWhichMethodsItTakes(String method, int status) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/any".formatted(hub.port())))
                .method(method, BodyPublishers.noBody())
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "application/json; charset=ISO-8859-1",
        "text/xml; charset=UTF-16",
        "application/octet-stream",
        FORM,
        FORM + "; charset=UTF-8"
    })
    void checksTheBytesThatCameWhateverTheirType(String type) throws Exception {
        byte[] body = "\"Jos\u00e9=%C3&\"\r\n"
                .getBytes(
                        type.contains("16")
                                ? StandardCharsets.UTF_16
                                : type.contains("ISO") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);

        assertThat(post("/github", type, body, signed("github", body)).statusCode())
                .isEqualTo(202);
        assertThat(post("/github", type, utf8("other"), signed("github", body)).statusCode())
                .isBetween(400, 401);
    }

    @Test
    void takesWhatSlackSigns() throws Exception {
        byte[] command = utf8("command=%2Fdeploy&text=site+now");

        assertThat(post("/slack", FORM, command, signed("slack", command)).statusCode())
                .isEqualTo(202);
        awaitReceived("slack", "{\"command\":\"/deploy\",\"text\":\"site now\"}");
    }

    @Test
    void checksALargeBodyAndOneInChunks() throws Exception {
        byte[] large = utf8("\"" + "x".repeat(990_000) + "\"");
        assertThat(post("/github", "application/json", large, signed("github", large))
                        .statusCode())
                .isEqualTo(202);

        byte[] chunks = utf8("[" + "1,".repeat(50_000) + "1]");
        var publisher = BodyPublishers.ofByteArrays(IntStream.range(0, 10)
                .mapToObj(i -> Arrays.copyOfRange(chunks, i * chunks.length / 10, (i + 1) * chunks.length / 10))
                .toList());
        assertThat(send("/github", "application/json", publisher, signed("github", chunks))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void letsNoBodyInPartsPassWithTheSignatureOfAnEmptyOne() throws Exception {
        byte[] parts = utf8("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n");
        for (byte[] signed : List.of(new byte[0], parts)) {
            var answer = post("/github", "Multipart/Form-Data; boundary=x", parts, signed("github", signed));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
        }
        assertThat(SANDBOX.received("github")).isEmpty();
    }

    @Test
    void takesNoSignatureThatComesTwice() throws Exception {
        byte[] body = utf8("{}");
        List<String> right = signed("github", body);
        List<String> twice = new ArrayList<>(List.of(right.get(0), "sha256=" + "0".repeat(64)));
        twice.addAll(right);

        assertThat(post("/github", "application/json", body, twice).statusCode())
                .isEqualTo(401);
        assertThat(post(
                                "/github?x-hub-signature-256=" + right.get(1).replace("=", "%3D"),
                                "application/json",
                                body,
                                right)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sha256=", "sha256", "sha256=zz", "sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709"})
    void saysNothingMoreThanThatASignatureIsWrong(String signature) throws Exception {
        var answer = post("/github", "application/json", utf8("nope"), List.of("X-Hub-Signature-256", signature));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"The signature is missing or wrong.\"}");
        assertThat(post("/github", "application/json", utf8("nope"), List.of()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void sendsACallOnceThatComesAgainAndAgainEvenAfterAnEdit() throws Exception {
        byte[] body = utf8("{\"once\":true}");
        List<String> signed = signed("stripe", body);
        List<CompletableFuture<HttpResponse<String>>> atOnce = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return post("/stripe", "application/json", body, signed);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        assertThat(atOnce)
                .extracting(call -> call.join().statusCode())
                .isSubsetOf(202, 409)
                .contains(202);

        route(folder, "stripe.yaml", STRIPE.replace("steps:", "steps:\n        - log: edited"));
        assertThat(hub.reload().reload().result()).isEqualTo(Result.APPLIED);
        var again = post("/stripe", "application/json", body, signed);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo("{\"accepted\":true}");
        awaitReceived("stripe", "{\"once\":true}");
    }

    @Test
    void saysOfARightSignatureThatItsTimeIsNot() throws Exception {
        byte[] body = utf8("{}");
        for (long seconds : new long[] {-301, 320}) {
            List<String> headers = new ArrayList<>();
            by("stripe").sign(body, Instant.now().plusSeconds(seconds), "").forEach((name, value) -> {
                headers.add(name);
                headers.add(value);
            });
            var answer = post("/stripe", "application/json", body, headers);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("its time is more than 5m from now");
        }
    }

    @Test
    void showsItsSecretNowhere() {
        assertThat(hub.camel().getEndpoints() + hub.admin("/api/routes").body()).doesNotContain(SECRET, "s3cret");
    }
}
