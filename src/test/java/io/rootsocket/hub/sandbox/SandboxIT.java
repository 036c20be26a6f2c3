package io.rootsocket.hub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.protocol.Event;
import io.rootsocket.hub.protocol.TokenClaims;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.MutableClock;
import io.rootsocket.hub.testing.Subscriber;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxIT {

    private static final String MESSAGES = "/api/v1/messages/";
    private static final String HELLO = "{\"channel\": \"news\", \"data\": \"hello\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T08:00:00Z"));
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0).withClock(clock));
    }

    @AfterEach
    void stop() {
        sandbox.close();
        sandbox.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(sandbox.apiUrl().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body, "Authorization", sandbox.key());
    }

    @Test
    void handsAMessageToEverySubscriberOfItsChannelAndToNobodyElse() throws Exception {
        try (var one = Subscriber.connect(sandbox).subscribe("news");
                var two = Subscriber.connect(sandbox).subscribe("news");
                var other = Subscriber.connect(sandbox).subscribe("sport")) {
            assertThat(post(MESSAGES, HELLO).statusCode()).isEqualTo(200);

            await().untilAsserted(() -> {
                assertThat(one.received("news")).containsExactly("hello");
                assertThat(two.received("news")).containsExactly("hello");
            });
            assertThat(other.settled().received("news")).isEmpty();
        }
    }

    @Test
    void handsAClientsMessageToTheOtherSubscribersOnlyIfItIsSubscribed() {
        try (var sender = Subscriber.connect(sandbox);
                var reader = Subscriber.connect(sandbox).subscribe("chat")) {
            sender.send("{\"event\":\"chat\",\"data\":{\"raw\":\"too early\"}}");
            sender.subscribe("chat");
            sender.send("{\"event\":\"chat\",\"data\":{\"raw\":\"hi\"}}");

            await().untilAsserted(() -> assertThat(reader.received("chat")).containsExactly("hi"));
            assertThat(sender.errors()).hasSize(1);
        }
    }

    @Test
    void refusesASubscriptionWithoutAChannelToken() {
        try (var client = Subscriber.connect(sandbox)) {
            client.send("{\"event\":\"subscription-add\",\"data\":{\"channel\":\"news\"}}");

            assertThat(client.settled().errors())
                    .singleElement()
                    .satisfies(error ->
                            assertThat(Wire.writeText(error)).contains(Event.CANNOT_SUBSCRIBE, "\"where\":\"news\""));
        }
    }

    @Test
    void takesASubscriptionWithoutAChannelTokenWhereTheApplicationAsksForNone() throws Exception {
        sandbox.close();
        sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0).withChannelAuthorization(false));
        try (var client = Subscriber.connect(sandbox)) {
            client.send("{\"event\":\"subscription-add\",\"data\":{\"channel\":\"news\"}}");
            client.settled();
            post(MESSAGES, HELLO);

            await().untilAsserted(() -> assertThat(client.received("news")).containsExactly("hello"));
        }
    }

    @Test
    void refusesAConnectionTokenThatHasExpired() {
        String token = Subscriber.token(sandbox, "/api/v1/connections/", "");
        assertThat(TokenClaims.expiresAt(token)).contains(clock.instant().plus(Duration.ofMinutes(5)));

        clock.advance(Duration.ofMinutes(5));

        assertRefused(() -> Subscriber.connect(sandbox, token), 401);
    }

    @Test
    void letsAConnectionTokenServeOneClientAtATime() {
        String token = Subscriber.token(sandbox, "/api/v1/connections/", "");
        try (var first = Subscriber.connect(sandbox, token)) {
            assertRefused(() -> Subscriber.connect(sandbox, token), 409);
            first.settled();
        }
        await().ignoreExceptions()
                .untilAsserted(() -> Subscriber.connect(sandbox, token).close());
    }

    private static void assertRefused(ThrowingCallable connect, int status) {
        assertThatThrownBy(connect)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void refusesARequestWithoutOrWithAWrongKey() throws Exception {
        assertThat(send("POST", MESSAGES, HELLO).statusCode()).isEqualTo(401);
        HttpResponse<String> answer = send("POST", MESSAGES, HELLO, "Authorization", "Bearer " + sandbox.key());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"detail\"");
        assertThat(sandbox.messages("news")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"data\":\"x\"}",
                "{\"channel\":\"news\"}",
                "{\"channel\":\"my-channel\",\"data\":\"x\"}",
                "{\"channel\":\"\",\"data\":\"x\"}"
            })
    void refusesAMessageThatIsNotOne(String body) throws Exception {
        HttpResponse<String> answer = post(MESSAGES, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\"");
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertThat(post(MESSAGES, " ".repeat(4_000_001)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"POST,/api/v1/messages,404", "GET,/api/v1/messages/,405", "POST,/nowhere/,404"})
    void refusesOtherPathsAndMethods(String method, String path, int status) throws Exception {
        assertThat(send(method, path, "", "Authorization", sandbox.key()).statusCode())
                .isEqualTo(status);
    }

    @Test
    void dropsAnEventThatIsTooLargeWithoutAWordToItsSender() throws Exception {
        try (var client = Subscriber.connect(sandbox).subscribe("news")) {
            String tooLarge = "{\"channel\":\"news\",\"data\":\"%s\"}".formatted("x".repeat(Event.MAX_BYTES));

            assertThat(post(MESSAGES, tooLarge).statusCode()).isEqualTo(200);
            assertThat(client.settled().received("news")).isEmpty();
            assertThat(sandbox.messages("news"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.dropped()).isTrue());
        }
    }

    @Test
    void countsTheOpenConnections() throws Exception {
        try (var client = Subscriber.connect(sandbox)) {
            client.settled();
            String overview = send("GET", "/api/v1/connections/", "", "Authorization", sandbox.key())
                    .body();

            assertThat(overview).contains("\"os\"", "\"userAgent\"", "\"time\"", "2026-11-24T08:00Z");
        }
    }

    @Test
    void answersWithTheStatusThatWasAskedForAndThenBehavesAgain() throws Exception {
        HttpResponse<String> set = send("PUT", "/sandbox/faults", "{\"status\":503,\"retryAfter\":\"7\",\"times\":1}");
        assertThat(set.statusCode()).isEqualTo(200);

        HttpResponse<String> refused = post(MESSAGES, HELLO);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        assertThat(post(MESSAGES, HELLO).statusCode()).isEqualTo(200);
    }

    @Test
    void resetsTheConnectionBeforeOrAfterTheMessageWasTaken() {
        sandbox.faults().set(Fault.reset(Fault.Reset.before).times(1));
        assertThatThrownBy(() -> post(MESSAGES, HELLO)).isInstanceOf(IOException.class);
        assertThat(sandbox.messages("news")).isEmpty();

        sandbox.faults().set(Fault.reset(Fault.Reset.after).times(1));
        assertThatThrownBy(() -> post(MESSAGES, HELLO)).isInstanceOf(IOException.class);
        await().untilAsserted(() -> assertThat(sandbox.messages("news")).hasSize(1));
    }

    @Test
    void letsOnlySoManyRequestsThroughASecond() throws Exception {
        sandbox.faults().set(Fault.rateLimit(2));

        assertThat(post(MESSAGES, HELLO).statusCode()).isEqualTo(200);
        assertThat(post(MESSAGES, HELLO).statusCode()).isEqualTo(200);
        assertThat(post(MESSAGES, HELLO).statusCode()).isEqualTo(429);
        clock.advance(Duration.ofSeconds(1));
        assertThat(post(MESSAGES, HELLO).statusCode()).isEqualTo(200);
    }

    @Test
    void changesNothingForAPageOfAnotherOrigin() throws Exception {
        var form = HttpRequest.newBuilder(sandbox.apiUrl().resolve("/sandbox/messages"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                .build();

        assertThat(http.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
        assertThat(sandbox.messages("news")).isEmpty();
    }

    @Test
    void servesItsPageAndItsDescription() throws Exception {
        assertThat(send("GET", "/", "").body()).contains("RootSocket sandbox");
        assertThat(send("GET", "/openapi.yaml", "").body()).contains("openapi: 3.0.3");
    }

    @Test
    void saysThatItsPortIsTaken() {
        var taken = SandboxSettings.defaults().withPort(sandbox.port());

        assertThatThrownBy(() -> Sandbox.start(taken))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining(String.valueOf(sandbox.port()));
    }
}
