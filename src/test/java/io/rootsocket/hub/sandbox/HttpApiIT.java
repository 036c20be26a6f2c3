package io.rootsocket.hub.sandbox;

import static io.rootsocket.hub.sandbox.Caller.CONNECTIONS;
import static io.rootsocket.hub.sandbox.Caller.MESSAGES;
import static io.rootsocket.hub.sandbox.Caller.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.TokenClaims;
import io.rootsocket.hub.protocol.TokenResponse;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.MutableClock;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiIT {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:30Z");

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            new SandboxExtension(SandboxSettings.defaults().withClock(MutableClock.at(NOW.toString())));

    private final Caller caller = new Caller(SANDBOX);

    @Test
    void handsAMessageToEverySubscriberOfItsChannelOnly() throws Exception {
        var one = SANDBOX.subscriber("test");
        var two = SANDBOX.subscriber("test");
        var other = SANDBOX.subscriber("other");

        var answer = caller.post(MESSAGES, "{\"channel\": \"test\", \"data\": \"this is a test\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"channel\":\"test\"}");
        await().untilAsserted(() -> assertThat(one.received("test")).containsExactly("this is a test"));
        await().untilAsserted(() -> assertThat(two.received("test")).containsExactly("this is a test"));
        assertThat(other.sendText("{\"event\":\"ping\"}").received()).isEmpty();
        assertThat(SANDBOX.sandbox().messages("test")).singleElement().satisfies(message -> {
            assertThat(message.data()).isEqualTo("this is a test");
            assertThat(message.at()).isEqualTo(NOW);
        });
    }

    @Test
    void handsAnyOtherJsonValueOverAsItsText() throws Exception {
        var subscriber = SANDBOX.subscriber("test");

        caller.post(MESSAGES, "{\"channel\": \"test\", \"data\": {\"n\": 1}}");
        caller.post(MESSAGES, "{\"channel\": \"test\", \"data\": [true, 2.5]}");

        await().untilAsserted(() -> assertThat(subscriber.received()).containsExactly("{\"n\":1}", "[true,2.5]"));
    }

    @Test
    void takesTheLargestEventAndDropsOneByteMoreWithAGoodAnswer() throws Exception {
        int around = "{'event':'test','data':{'raw':''}}".length();
        String largest = "x".repeat(Event.MAX_BYTES - around);
        var subscriber = SANDBOX.subscriber("test");

        var taken = caller.message("test", largest);
        var dropped = caller.message("test", largest + "x");

        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(dropped.statusCode()).isEqualTo(201);
        await().untilAsserted(() -> assertThat(subscriber.received()).hasSize(1));
        assertThat(SANDBOX.sandbox().messages("test")).hasSize(1);
        assertThat(SANDBOX.sandbox().dropped())
                .singleElement()
                .satisfies(event -> assertThat(event.bytes()).isEqualTo(Event.MAX_BYTES + 1));
    }

    @Test
    void countsAnEventInBytesNotInCharacters() throws Exception {
        caller.message("test", "ü".repeat(Event.MAX_BYTES / 2));

        assertThat(SANDBOX.sandbox().dropped()).hasSize(1);
    }

    @Test
    void givesOutAConnectionTokenWithTheDocumentedClaimsForFiveMinutes() throws Exception {
        var answer = caller.post(CONNECTIONS, "");

        JsonNode claims = claims(answer.body());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(claims.path(TokenClaims.ALLOW_CLIENT_SEND).booleanValue()).isTrue();
        assertThat(claims.path(TokenClaims.ALLOW_CHANNEL_SUBSCRIPTION).booleanValue())
                .isTrue();
        assertThat(claims.path(TokenClaims.ALLOW_CHANNEL_AUTHORIZATION).booleanValue())
                .isTrue();
        assertThat(claims.path("exp").longValue()).isEqualTo(NOW.getEpochSecond() + 300);
        assertThat(claims.path("iat").longValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("jti").textValue()).isNotBlank();
    }

    @Test
    void givesOutAChannelTokenForOneChannel() throws Exception {
        var answer = caller.post(TOKENS, "{\"category\": 1, \"channel\": \"test\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(claims(answer.body()).path("channel").textValue()).isEqualTo("test");
    }

    private static JsonNode claims(String answer) throws IOException {
        String token = Wire.read(answer, TokenResponse.class).token();
        return Wire.readTree(
                new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
    }

    @Test
    void countsTheOpenConnections() throws Exception {
        var subscriber = SANDBOX.subscriber();

        JsonNode open = Wire.readTree(caller.get(CONNECTIONS).body());
        subscriber.close();

        assertThat(open.path("os").path("unknown").intValue()).isEqualTo(1);
        assertThat(open.path("userAgent"))
                .singleElement()
                .satisfies(count -> assertThat(count.intValue()).isEqualTo(1));
        assertThat(open.path("time").path("2026-11-24T09:00:00Z").intValue()).isEqualTo(1);
        await().until(() ->
                Wire.readTree(caller.get(CONNECTIONS).body()).path("os").isEmpty());
    }

    @Test
    void answers401WithoutAKeyAndWithAWrongOne() throws Exception {
        var without = caller.send(caller.request(CONNECTIONS));
        var wrong = caller.send(caller.request(CONNECTIONS).header("Authorization", "Bearer " + SANDBOX.key()));

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body()).contains("\"detail\":", "missing");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body())
                .contains("\"detail\":", "not this application's")
                .doesNotContain(SANDBOX.key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                MESSAGES + "| not JSON | not valid JSON",
                MESSAGES + "| [] | JSON object",
                MESSAGES + "| {\"data\": \"x\"} | `channel` is missing",
                MESSAGES + "| {\"channel\": \"test\"} | `data` is missing",
                MESSAGES + "| {\"channel\": \"test\", \"data\": null} | `data` is missing",
                MESSAGES + "| {\"channel\": 7, \"data\": \"x\"} | `channel` must be a string",
                MESSAGES + "| {\"channel\": \"my-channel\", \"data\": \"x\"} | my.channel",
                MESSAGES + "| {\"channel\": \"\", \"data\": \"x\"} | empty",
                TOKENS + "| {\"category\": 1} | `channel` is missing",
                TOKENS + "| {\"category\": \"1\", \"channel\": \"test\"} | `category` must be a whole number",
                TOKENS + "| {\"category\": 1.5, \"channel\": \"test\"} | `category` must be a whole number"
            })
    void answers400AndSaysWhatIsWrongWithTheBody(String path, String body, String detail) throws Exception {
        var answer = caller.post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Wire.readTree(answer.body()).path("detail").textValue()).contains(detail);
    }

    @Test
    void answers400ToAnEmptyBodyAndToOneThatIsNotUtf8() throws Exception {
        var empty = caller.post(MESSAGES, "");
        var latin = caller.send(caller.request(MESSAGES)
                .header("Authorization", SANDBOX.key())
                .POST(BodyPublishers.ofByteArray(
                        "{\"channel\":\"test\",\"data\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(latin.statusCode()).isEqualTo(400);
        assertThat(latin.body()).contains("UTF-8");
    }

    @Test
    void answers413ToABodyAboveFourMegabytes() throws Exception {
        var answer = caller.message("test", "x".repeat(SandboxServer.MAX_BODY_BYTES));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"detail\":");
    }

    @Test
    void answers404WithoutTheTrailingSlashAndToUnknownPaths() throws Exception {
        var withoutSlash = caller.post("/api/v1/messages", "{}");
        var unknown = caller.get("/api/v1/nothing/");

        assertThat(withoutSlash.statusCode()).isEqualTo(404);
        assertThat(withoutSlash.body()).contains("ends in a slash");
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void answers405ToAnotherMethodAndNamesTheRightOnes() throws Exception {
        var answer = caller.get(MESSAGES);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void countsItsRequests() throws Exception {
        caller.message("test", "one");
        caller.send(caller.request(MESSAGES));
        caller.get("/sandbox/faults");

        assertThat(SANDBOX.sandbox().requests()).isEqualTo(2);
    }
}
