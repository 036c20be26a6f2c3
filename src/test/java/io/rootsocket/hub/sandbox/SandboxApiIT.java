package io.rootsocket.hub.sandbox;

import static io.rootsocket.hub.sandbox.Caller.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.BufferedReader;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

class SandboxApiIT {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final List<String> PATHS = List.of(
            "GET /sandbox/messages?channel=news",
            "POST /sandbox/messages",
            "GET /sandbox/faults",
            "PUT /sandbox/faults",
            "DELETE /sandbox/faults");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example",
                "Host: sandbox",
                "Host: 10.1.2.3",
                "Host: localhost\r\nHost: evil.example"
            })
    void turnsAwayRequestsThatWereAddressedToAnotherName(String host) throws Exception {
        for (String request : PATHS) {
            assertThat(statusOf(SANDBOX.sandbox().port(), request, host)).isEqualTo("403");
        }
    }

    @Test
    void turnsAwayRequestsToAStrangersNameAlsoWhenOthersMayUseIt() throws Exception {
        try (Sandbox open =
                Sandbox.start(SandboxSettings.defaults().withHost("0.0.0.0").withPort(0))) {
            for (String request : PATHS) {
                assertThat(statusOf(open.port(), request, "Host: evil.example")).isEqualTo("403");
                assertThat(statusOf(open.port(), request, "Host: 10.1.2.3:8001"))
                        .isNotEqualTo("403");
                assertThat(statusOf(open.port(), request, "Host: sandbox:8001")).isNotEqualTo("403");
                assertThat(statusOf(open.port(), request, "Host: LOCALHOST")).isNotEqualTo("403");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Origin: https://127.0.0.1:8002",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void turnsAwayThePagesOfOtherSites(String header) throws Exception {
        SANDBOX.sandbox().faults().inject(Fault.rateLimit(1));

        for (String request : PATHS) {
            assertThat(statusOf(SANDBOX.sandbox().port(), request, "Host: 127.0.0.1:8001\r\n" + header))
                    .isEqualTo("403");
        }

        assertThat(SANDBOX.sandbox().faults().active()).containsExactly(Fault.rateLimit(1));
    }

    @Test
    void letsItsOwnPageSteerIt() throws Exception {
        String own = "Host: 127.0.0.1:8001\r\nOrigin: http://127.0.0.1:8001\r\nSec-Fetch-Site: same-origin";

        assertThat(statusOf(SANDBOX.sandbox().port(), "DELETE /sandbox/faults", own))
                .isEqualTo("200");
    }

    @Test
    void letsAnyPageUseWhatRootSocketHas() throws Exception {
        String page =
                "Host: evil.example\r\nOrigin: https://app.example\r\nSec-Fetch-Site: cross-site\r\nAuthorization: ";

        assertThat(statusOf(SANDBOX.sandbox().port(), "GET /api/v1/connections/", page + SANDBOX.key()))
                .isEqualTo("200");
    }

    /** java.net.http does not let a caller choose Host. */
    private static String statusOf(int port, String request, String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            out.print("%s HTTP/1.1\r\n%s\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n"
                    .formatted(request, headers));
            out.flush();
            return in.readLine().split(" ")[1];
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
