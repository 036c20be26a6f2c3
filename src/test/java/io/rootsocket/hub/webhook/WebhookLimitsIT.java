package io.rootsocket.hub.webhook;

import static io.rootsocket.hub.testing.RunningHub.route;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.ManualRow;
import io.rootsocket.hub.testing.RawConnection;
import io.rootsocket.hub.testing.RunningHub;
import io.rootsocket.hub.testing.SandboxExtension;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller may not do to a door: hold it, hide what it asks for, or get past a proxy. */
@ManualRow({
    "1,500 connections that send nothing, half a head, half a body",
    "h2c, WebSocket, compressed bodies, smuggled lengths",
    "`/tokens/public/../secret` and its kin",
    "`Transfer-Encoding: xchunked` and a request in the body",
    "`?t=b` beside the path parameter `{t}`"
})
class WebhookLimitsIT {

    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration MAX_WAIT = Duration.ofSeconds(90);
    private static final int MAX_CALLS = 8;
    private static final String HEAD = "POST /in HTTP/1.1\r\nHost: localhost\r\n";
    private static final String REQUEST = HEAD + "Content-Length: 2\r\n\r\nhi";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static RunningHub hub;

    private static final List<Supplier<RawConnection>> DOORS = List.of(() -> hub.connect(), () -> hub.connectToAdmin());

    @BeforeAll
    static void startHub(@TempDir Path folder) {
        route(folder, "routes.yaml", """
                - route:
                    id: in
                    from:
                      uri: platform-http:/in
                      steps:
                        - to: rootsocket:message?channel=news
                        - setBody:
                            constant: sent
                - route:
                    id: refused
                    from:
                      uri: platform-http:/refused
                      steps:
                        - to: rootsocket:message?channel=refused
                - route:
                    id: slow
                    from:
                      uri: platform-http:/slow
                      steps:
                        - delay:
                            constant: 1500
                        - setBody:
                            constant: at last
                - route:
                    id: tokens
                    from:
                      uri: platform-http:/tokens/{channel}
                      steps:
                        - setBody:
                            simple: token for ${header.channel}
                """);
        hub = RunningHub.start(
                        folder,
                        SANDBOX.apiUrl(),
                        SANDBOX.key(),
                        Map.of(
                                "HUB_REQUEST_TIMEOUT",
                                TIMEOUT.toMillis() + "ms",
                                "HUB_IDLE_TIMEOUT",
                                TIMEOUT.toMillis() + "ms",
                                "HUB_MAX_CONNECTIONS",
                                String.valueOf(MAX_CALLS),
                                "HUB_BODY_LIMIT",
                                "1000"))
                .withoutProblems();
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void closesAConnectionThatOwesTheRestOfItsRequest(String sent) {
        try (RawConnection caller = hub.connect();
                RawConnection operator = hub.connectToAdmin()) {
            caller.send(refused(sent));
            operator.send(refused(sent));

            assertThat(caller.isClosedWithin(MAX_WAIT)).isTrue();
            assertThat(operator.isClosedWithin(MAX_WAIT)).isTrue();
        }
        assertThat(SANDBOX.sandbox().messages("refused")).isEmpty();
    }

    /** The same for a route of its own, which gets nothing of what other tests send. */
    private static String refused(String request) {
        return request.replace("/in HTTP", "/refused HTTP");
    }

    static Stream<String> unfinished() {
        return Stream.of(
                "",
                "P",
                HEAD,
                HEAD + "Content-Length: 9\r\n\r\n{",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
                HEAD + "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
                "POST /nowhere/../in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
                HEAD + "Content-Length: 2000\r\n\r\n{");
    }

    @ParameterizedTest
    @CsvSource({"'POST /in HTTP/1.1\r\nX: ', x", "'POST /in HTTP/1.1\r\nContent-Length: 900\r\n\r\n', x"})
    void closesAConnectionThatDrips(String begin, String drop) {
        try (RawConnection caller = hub.connect()) {
            caller.send(begin);

            await().pollInterval(Duration.ofMillis(50)).until(() -> !caller.takes(drop));
        }
    }

    @Test
    void keepsAConnectionForTheNextRequestAndClosesItWhenNoneComes() {
        try (RawConnection caller = hub.connect()) {
            assertThat(caller.send(REQUEST).readHead()).startsWith("HTTP/1.1 200");
            assertThat(caller.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .readToEnd())
                    .contains("HTTP/1.1 200")
                    .contains("UP");
        }
    }

    @Test
    void letsARouteTakeLongerThanACallerMay() {
        assertThat(hub.get("/slow").body()).isEqualTo("at last");
    }

    @Test
    void answersWhileConnectionsThatSendNothingFillBothDoors() {
        List<RawConnection> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 5 * MAX_CALLS; i++) {
                idle.add(hub.connect().send(i % 2 == 0 ? "" : HEAD));
                idle.add(hub.connectToAdmin().send(i % 2 == 0 ? "" : HEAD));
                if (i % MAX_CALLS == MAX_CALLS - 1) {
                    assertThat(answer(hub.connect(), REQUEST)).startsWith("HTTP/1.1 200");
                    assertThat(answer(hub.connectToAdmin(), "GET /observe/health HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                            .startsWith("HTTP/1.1 200");
                }
            }
        } finally {
            idle.forEach(RawConnection::close);
        }
    }

    private static String answer(RawConnection connection, String request) {
        try (connection) {
            return connection.send(request).readHead();
        }
    }

    @Test
    void neverHasMoreConnectionsThanItMay() {
        List<RawConnection> served = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_CALLS; i++) {
                served.add(hub.connect().send("GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            }
            await().until(() -> hub.camel().getInflightRepository().size("slow") == MAX_CALLS);
            try (RawConnection oneMore = hub.connect()) {
                assertThat(answerOrEnd(oneMore)).isEmpty();
            }
            // Who is being served is not sent away for a newcomer.
            assertThat(served.get(0).readToEnd()).contains("at last");
            assertThat(served.get(MAX_CALLS - 1).readToEnd()).contains("at last");
        } finally {
            served.forEach(RawConnection::close);
        }
        await().atMost(MAX_WAIT).until(() -> hub.get("/health/live").statusCode() == 200);
    }

    private static String answerOrEnd(RawConnection connection) {
        try {
            return connection.send(REQUEST).readToEnd();
        } catch (UncheckedIOException closed) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            })
    void upgradesToNothing(String upgrade) {
        for (Supplier<RawConnection> connect : DOORS) {
            try (RawConnection door = connect.get()) {
                door.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n" + upgrade + "\r\n\r\n");
                assertThat(door.readToEnd()).startsWith("HTTP/1.1 ").doesNotContain("HTTP/1.1 101");
            }
        }
    }

    @Test
    void speaksNoHttp2ToWhoBeginsWithIt() {
        for (Supplier<RawConnection> connect : DOORS) {
            try (RawConnection door = connect.get()) {
                door.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
                assertThat(door.readToEnd()).matches("(?s)(HTTP/[12]\\.[01] [45].*)?");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tokens/public/../secret",
                "//tokens/secret",
                "/tokens//secret",
                "/tokens/public/%2e%2e/secret",
                "/tokens/%73ecret",
                "/tokens%2fsecret",
                "/tokens/public/..;/secret",
                "/tokens\\secret",
                "/tokens/public/..\\secret",
                "/tokens/secret%00",
                "/tokens/%c0%ae%c0%ae/tokens/secret",
                "/tokens/%2573ecret",
                "/tokens/secret#x",
                "http://x/tokens/public/../secret",
                "tokens/secret",
                "x/../tokens/secret",
                "*"
            })
    void servesNoPathThatAProxyMayHaveReadInAnotherWay(String path) {
        for (Supplier<RawConnection> connect : DOORS) {
            try (RawConnection door = connect.get()) {
                door.send("POST " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                assertThat(door.readToEnd()).matches("(?s)HTTP/1\\.1 40[04] .*").doesNotContain("token for");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/tokens/news, news", "/tokens/a%20b, a b", "/tokens/caf%C3%A9, café", "http://x/tokens/news, news"})
    void servesPlainPathsAndEscapesThatAreNeeded(String path, String channel) {
        try (RawConnection caller = hub.connect()) {
            caller.send(
                    "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            byte[] answer = caller.readToEnd().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new String(answer, StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("\r\ntoken for " + channel);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "zstd", "identity, gzip", "gzip, gzip", "nonsense"})
    void refusesABodyThatHidesItsSize(String encoding) {
        var answer = hub.post("/in", "x", "Content-Encoding", encoding);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("detail").contains("Content-Encoding");
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
        assertThat(hub.post("/in", "x", "Content-Encoding", "identity").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "413, 'Expect: 100-continue\r\nContent-Length: 1001'",
        "417, 'Expect: cake\r\nContent-Length: 1'",
        "413, 'Content-Length: 99999999999'",
        "400, 'Content-Length: 1\r\nTransfer-Encoding: chunked'",
        "400, 'Content-Length: 1\r\nContent-Length: 2'",
        "400, 'Content-Length: -1'",
        "400, 'X : y'"
    })
    void refusesWithoutReading(int status, String headers) {
        try (RawConnection caller = hub.connect()) {
            assertThat(caller.send(refused(HEAD) + headers + "\r\n\r\nx").readHead())
                    .startsWith("HTTP/1.1 " + status);
        }
        assertThat(SANDBOX.sandbox().messages("refused")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding:",
                "Content-Length: 5\r\nTransfer-Encoding: x"
            })
    void readsNothingAfterATransferCodingThatItDoesNotKnow(String coding) {
        for (Supplier<RawConnection> connect : DOORS) {
            for (String before : List.of("", "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
                try (RawConnection door = connect.get()) {
                    String answers = door.send(before
                                    + "POST /refused HTTP/1.1\r\nHost: localhost\r\n" + coding + "\r\n\r\n"
                                    + ("0\r\n\r\n" + refused(REQUEST)).repeat(2))
                            .readToEnd();
                    assertThat(List.of(answers.split("HTTP/1\\.1 ", -1)))
                            .hasSize(before.isEmpty() ? 2 : 3)
                            .last(as(STRING))
                            .startsWith("400 ");
                }
            }
        }
        assertThat(SANDBOX.sandbox().messages("refused")).isEmpty();
    }

    @Test
    void takesNoTransferCodingOfWhoSpeaksHttp10() {
        try (RawConnection caller = hub.connect()) {
            caller.send("POST /refused HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
            assertThat(caller.readToEnd()).containsPattern("^HTTP/1.[01] 400 ");
        }
        assertThat(SANDBOX.sandbox().messages("refused")).isEmpty();
    }

    @Test
    void takesABodyInChunks() {
        try (RawConnection caller = hub.connect()) {
            caller.send(HEAD + "Transfer-Encoding: Chunked \r\n\r\n2\r\nhi\r\n0\r\n\r\n");
            assertThat(caller.readHead()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theSandboxReadsNothingAfterATransferCodingThatItDoesNotKnow() {
        try (var caller = new RawConnection(SANDBOX.apiUrl())) {
            caller.send("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n"
                    + "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(caller.readToEnd()).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 200");
        }
    }

    /** A path leads to one value, whatever else the caller sends by its name. */
    @ParameterizedTest
    @CsvSource({
        "/tokens/news?channel=secret, 'X: y', ''",
        "/tokens/news?Channel=secret&CHANNEL=two, 'X: y', ''",
        "/tokens/news, 'channel: secret', ''",
        "/tokens/news, 'Content-Type: application/x-www-form-urlencoded', channel=secret",
        "/tokens/news, 'Content-Type: multipart/form-data; boundary=b', "
                + "'--b\r\nContent-Disposition: form-data; name=\"channel\"\r\n\r\nsecret\r\n--b--\r\n'"
    })
    void aParameterOfThePathIsWhatThePathSays(String path, String header, String body) {
        try (RawConnection caller = hub.connect()) {
            caller.send("POST %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                    .formatted(path, header, body.length(), body));
            assertThat(caller.readToEnd()).startsWith("HTTP/1.1 200").contains("\r\ntoken for news\r\n");
        }
    }

    @Test
    void boundsTheHeadOfARequest() {
        try (RawConnection longLine = hub.connect();
                RawConnection longHeader = hub.connect();
                RawConnection manyHeaders = hub.connect()) {
            longLine.send("GET /in?" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            longHeader.send(HEAD + "X: " + "x".repeat(9_000) + "\r\n\r\n");
            manyHeaders.send(HEAD + "X: y\r\n".repeat(3_000) + "\r\n");

            assertThat(longLine.readHead()).contains(" 414 ");
            assertThat(longHeader.readHead()).contains(" 431 ");
            assertThat(manyHeaders.readHead()).contains(" 431 ");
        }
    }
}
