package io.rootsocket.hub.sandbox;

import static io.rootsocket.hub.sandbox.Caller.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminApiIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private final Caller caller = new Caller(SANDBOX);

    @Test
    void setsShowsAndClearsFaults() throws Exception {
        String faults = "[{\"latencyMillis\":50},{\"status\":503,\"retryAfterSeconds\":2,\"times\":3},"
                + "{\"reset\":\"after\",\"times\":1},{\"rateLimit\":5,\"channel\":\"news\"},{\"outage\":true,\"forSeconds\":60}]";

        var put = caller.put(FAULTS, faults);

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.body()).isEqualTo(faults);
        assertThat(caller.get(FAULTS).body()).isEqualTo(faults);
        assertThat(SANDBOX.sandbox().faults().active()).hasSize(5).contains(Fault.latency(Duration.ofMillis(50)));
        assertThat(caller.send(caller.request(FAULTS).DELETE()).body()).isEqualTo("[]");
        assertThat(SANDBOX.sandbox().faults().active()).isEmpty();
    }

    @Test
    void takesASingleFaultWithoutAnArrayInThePlaceOfTheOthers() throws Exception {
        caller.put(FAULTS, "{\"status\":500}");

        caller.put(FAULTS, "{\"reset\":\"before\"}");

        assertThat(SANDBOX.sandbox().faults().active()).containsExactly(Fault.resetBefore());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"statu\":503} | statu",
                "{} | one of",
                "{\"status\":503,\"reset\":\"before\"} | one of",
                "{\"outage\":false} | one of",
                "{\"status\":200} | 400 to 599",
                "{\"status\":503,\"times\":0} | times",
                "{\"latencyMillis\":0} | longer than 0",
                "{\"latencyMillis\":5,\"retryAfterSeconds\":1} | retryAfterSeconds",
                "{\"reset\":\"later\"} | `before` or `after`",
                "\"503\" | one fault",
                "not JSON | JSON"
            })
    void refusesWhatIsNoFaultAndKeepsThoseThatAreActive(String body, String detail) throws Exception {
        SANDBOX.sandbox().faults().inject(Fault.rateLimit(1));

        var answer = caller.put(FAULTS, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(detail);
        assertThat(SANDBOX.sandbox().faults().active()).containsExactly(Fault.rateLimit(1));
    }

    @Test
    void showsTheMessagesOfAChannel() throws Exception {
        caller.message("news", "one");
        caller.message("news", "two");

        var messages =
                Wire.readTree(caller.get("/sandbox/messages?channel=news").body());

        assertThat(messages.findValuesAsText("data")).containsExactly("one", "two");
        assertThat(caller.get("/sandbox/messages").statusCode()).isEqualTo(400);
        assertThat(caller.get("/sandbox/messages?channel=my-channel").statusCode())
                .isEqualTo(400);
    }

    @Test
    void sendsTheMessageOfThePagesFormWithoutAKey() throws Exception {
        var subscriber = SANDBOX.subscriber("news");

        var answer = caller.send(caller.request("/sandbox/messages")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString("{\"channel\":\"news\",\"data\":\"from the page\"}")));

        assertThat(answer.statusCode()).isEqualTo(201);
        await().untilAsserted(() -> assertThat(subscriber.received()).containsExactly("from the page"));
    }

    @Test
    void turnsAwayAFormOfAnotherSite() throws Exception {
        var answer = caller.send(caller.request("/sandbox/messages")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"channel\":\"news\",\"data\":\"forged\"}")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(SANDBOX.sandbox().messages("news")).isEmpty();
    }

    @Test
    void turnsAwayRequestsThatWereAddressedToAnotherName() throws Exception {
        // java.net.http does not let a caller choose Host.
        try (var socket = new Socket(
                        InetAddress.getLoopbackAddress(), SANDBOX.sandbox().port());
                var out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            out.print("GET /sandbox/messages?channel=news HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            out.flush();

            assertThat(in.readLine()).contains("403");
        }
    }

    @Test
    void servesThePageWithAPolicyThatForbidsInlineScripts() throws Exception {
        var page = caller.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'");
        assertThat(page.body()).doesNotContain("<style", "onclick").contains("/sandbox/page.js");
        assertThat(caller.get("/sandbox/page.js").statusCode()).isEqualTo(200);
        assertThat(caller.get("/sandbox/page.css").statusCode()).isEqualTo(200);
    }

    @Test
    void feedsThePageWithASnapshotAndThenWithEachChange() throws Exception {
        caller.message("news", "before");
        List<String> lines = new CopyOnWriteArrayList<>();

        var feed = HttpClient.newHttpClient()
                .sendAsync(
                        caller.request("/sandbox/events").build(), BodyHandlers.fromLineSubscriber(new Lines(lines)));
        await().until(() -> lines.contains("event: snapshot"));
        caller.message("news", "x".repeat(3_000));
        caller.message("news", "x".repeat(1_000_000));
        SANDBOX.sandbox().faults().inject(Fault.rateLimit(1));

        await().untilAsserted(() -> assertThat(lines)
                .anyMatch(line -> line.contains("\"before\"") && line.contains("\"apiUrl\""))
                .anyMatch(line -> line.contains("\"characters\":3000") && line.length() < 2_500)
                .containsSubsequence("event: snapshot", "event: message", "event: dropped", "event: faults")
                .contains("data: [{\"rateLimit\":1}]"));
        feed.cancel(true);
    }
}
