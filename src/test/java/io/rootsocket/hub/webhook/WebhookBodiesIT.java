package io.rootsocket.hub.webhook;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.Hmac;
import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sends arrives as it was meant, or is refused before anything is sent; what is sent is answered so. */
@ManualRow({"forms, charsets, half a surrogate pair", "1e400 to be rounded"})
class WebhookBodiesIT {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SECRET = "s3cret";
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RunningHub hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.copy(Path.of("routes/fan-out.yaml"), folder.resolve("routes/fan-out.yaml"));
        webhook(folder, "form", "");
        webhook(folder, "field", "- setBody: {simple: '${header.name}'}");
        webhook(folder, "map", "- unmarshal: {json: {}}");
        webhook(
                folder,
                "name",
                "- transform: {jq: {expression: '.name + \" is here\"', resultType: java.lang.String}}");
        webhook(folder, "calculated", "- transform: {jq: '{n: (.n * 100 | round), id: .id}'}");
        webhook(
                folder,
                "odd",
                "- setHeader: {name: 'not a name', constant: x}",
                "- setHeader: {name: X-Odd, simple: '${body}'}");
        webhook(folder, "status", "- setHeader: {name: CamelHttpResponseCode, constant: 1000}");
        route(folder, "signed.yaml", """
                - route:
                    id: signed
                    from:
                      uri: kamelet:signed-webhook
                      parameters: {path: /signed, secret: %s}
                      steps:
                        - to: rootsocket:message?channel=signed
                """.formatted(SECRET));
        hub = RunningHub.start(folder, SANDBOX.apiUrl(), SANDBOX.key(), Map.of())
                .withoutProblems();
    }

    private static void webhook(Path folder, String name, String... steps) {
        route(folder, name + ".yaml", """
                - route:
                    id: %s
                    from:
                      uri: platform-http:/%s
                      parameters: {httpMethodRestrict: POST}
                      steps:
                        %s
                        - to: rootsocket:message?channel=%s
                """.formatted(name, name, String.join("\n        ", steps), name));
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    private static HttpResponse<String> post(String path, String type, byte[] body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(hub.port(), path)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", type);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void awaitLast(String channel, String data) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(SANDBOX.received(channel)).last().isEqualTo(data));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x | {\"x\":\"\"}",
                "a=1&b=2 | {\"a\":\"1\",\"b\":\"2\"}",
                "a=1&a=2 | {\"a\":[\"1\",\"2\"]}",
                "a=%C3%A9+%26 | {\"a\":\"é &\"}",
                "a=%zz | a=%zz"
            })
    void sendsAFormOnceAndSaysSo(String form, String sent) throws Exception {
        var answer = post("/form", FORM, utf8(form));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        awaitLast("form", sent);
        assertThat(SANDBOX.received("form").stream().filter(sent::equals)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "Application/X-WWW-Form-urlencoded; charset=UTF-8"})
    void readsTheFieldsOfAForm(String type) throws Exception {
        String name = "Ana " + type.length();

        assertThat(post("/field", type, utf8("name=" + name.replace(' ', '+'))).body())
                .isEqualTo(name);
        awaitLast("field", name);
    }

    @Test
    void takesASignedFormAndSendsTheBytesThatWereSigned() throws Exception {
        String form = "payload=%7B%22a%22%3A1%7D";

        var answer = post("/signed", FORM, utf8(form), "X-Hub-Signature-256", "sha256=" + Hmac.hex(SECRET, form));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitLast("signed", form);
        assertThat(post("/signed", FORM, utf8(form + "x"), "X-Hub-Signature-256", "sha256=" + Hmac.hex(SECRET, form))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"Ana\"}", " [1, 2]"})
    void refusesJsonThatIsSentAsAForm(String json) throws Exception {
        var answer = post("/name", FORM, utf8(json));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("application/json");
        assertThat(SANDBOX.received("name")).doesNotContain(" is here");
    }

    @Test
    void answersWithAMapInJson() throws Exception {
        var answer = post("/map", "application/json", utf8("{\"a\":1}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"a\":1}");
        awaitLast("map", "{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a%5Bb%5D=1", "?x%20y=1", "?%0d%0aX-Evil:%201=2"})
    void answersWhateverTheNamesInTheQuery(String query) throws Exception {
        assertThat(post("/map" + query, "application/json", utf8("{}")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/odd", "/status"})
    void answers200WhenTheHeadersOfTheRouteCannotBeWritten(String path) throws Exception {
        assertThat(post(path, "text/plain", utf8("two\nlines")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16"})
    void readsTextInTheCharsetThatItNames(String charset) throws Exception {
        byte[] body = ("{\"service\":\"José " + charset + "\",\"text\":\"x\"}").getBytes(charset);

        var answer = post("/webhooks/alerts", "application/json; charset=" + charset, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        awaitLast("status", "José " + charset + ": x");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 400",
        "application/problem+json, 400",
        "application/json; charset=UTF-8, 400",
        "text/plain; charset=utf-8, 400",
        "application/json; charset=nothing-like-it, 415",
        "application/json; charset=_?, 415"
    })
    void refusesTextThatCannotBeRead(String type, int status) throws Exception {
        byte[] body = "{\"service\":\"José\"}".getBytes(StandardCharsets.ISO_8859_1);

        var answer = post("/form", type, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("detail");
        assertThat(SANDBOX.received("form")).noneMatch(data -> data.contains("Jos"));
    }

    @Test
    void takesBytesThatAreNoText() throws Exception {
        var answer = post("/form", "text/plain", "José".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1E309", "1e999999999", "1e17", "-1e300", "92233720368547759"})
    void calculatesWithNoNumberThatIsTooLarge(String number) throws Exception {
        HttpResponse<String> answer = post("/calculated", "application/json", utf8("{\"n\": %s}".formatted(number)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("too large");
        assertThat(SANDBOX.received("calculated")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.125, 113", "-0.125, -13", "92233720368547, 9223372036854700", "0, 0"})
    void calculatesWithNumbersThatAreNot(String number, String rounded) throws Exception {
        assertThat(post("/calculated", "application/json", utf8("{\"n\": %s, \"id\": 1e400}".formatted(number)))
                        .statusCode())
                .isEqualTo(200);
        awaitLast("calculated", "{\"n\":%s,\"id\":1E+400}".formatted(rounded));
    }
}
