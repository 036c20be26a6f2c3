package io.rootsocket.hub.component;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import io.rootsocket.hub.testing.ManualRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what may have been written is ambiguous, and only as long as there was no answer. */
@ManualRow("a captive portal answers 200")
class RootSocketUnwrittenTest extends RootSocketTestSupport {

    private static final String MESSAGE = "rootsocket:message?channel=test&key=another";

    @Test
    void asksToRetryWhenTheTlsHandshakeIsNotAnsweredInTime() throws IOException {
        try (var silent = new ServerSocket(0)) {
            String uri = MESSAGE + "&responseTimeout=200ms&apiUrl=https://localhost:" + silent.getLocalPort();

            failure(RootSocketRetryException.class, send(uri, "hello"));
        }
    }

    @Test
    void asksToRetryWhenTheTlsHandshakeIsBrokenOff() throws Exception {
        try (var rude = new ServerSocket(0)) {
            CompletableFuture<Void> hangsUp = CompletableFuture.runAsync(() -> {
                try (Socket socket = rude.accept()) {
                    socket.getInputStream().read(new byte[1024]);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });

            Exchange done = send(MESSAGE + "&apiUrl=https://localhost:" + rude.getLocalPort(), "hello");

            failure(RootSocketRetryException.class, done);
            assertThat(hangsUp).succeedsWithin(Duration.ofSeconds(60));
        }
    }

    @Test
    void asksToCorrectTheConfigurationWhenTheProxyRefuses() throws Exception {
        try (var proxy = new HangsUp("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
            Exchange done = send(
                    MESSAGE + "&apiUrl=https://service.invalid&proxyHost=localhost&proxyPort=" + proxy.port(), "hello");

            failure(RootSocketConfigurationException.class, done);
            assertThat(proxy.received()).startsWith("CONNECT service.invalid:443 HTTP/1.1");
        }
    }

    @Test
    void replacesAnIdleConnectionThatTheServiceClosedMeanwhile() throws Exception {
        try (var server = new HangsUp("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            String uri = MESSAGE + "&apiUrl=http://localhost:" + server.port();
            assertThat(send(uri, "first").getException()).isNull();
            server.received();
            long idleSince = System.nanoTime();
            server.answerOneMore();
            // not to order two threads: only a connection that was idle for that long is checked
            await().until(() ->
                    System.nanoTime() - idleSince > Duration.ofMillis(400).toNanos());

            assertThat(send(uri, "second").getException()).isNull();
        }
    }

    /** It may be anybody's, such as a proxy's whose own server went away. */
    @Test
    void doesNotTakeA2xxWhoseAnswerBreaksOffAsAccepted() {
        serviceAnswers(aResponse().withStatus(200).withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        failure(RootSocketAmbiguousException.class, send(MESSAGE, "hello"));
    }

    @Test
    void doesNotTakeJsonThatEndsInItsMiddleAsAccepted() {
        serviceAnswers(201, "{\"a\":");

        failure(RootSocketAmbiguousException.class, send(MESSAGE, "hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<h1>Login</h1>", "OK", "{} and more"})
    void doesNotTakeA2xxThatIsNotRootSocketsAsAccepted(String page) {
        serviceAnswers(200, page);

        assertThat(failure(RootSocketConfigurationException.class, send(MESSAGE, "hello")))
                .hasMessageContaining("apiUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "\"queued\""})
    void takesA2xxThatSaysNothingOrIsJsonAsAccepted(String said) {
        serviceAnswers(201, said);

        assertThat(send(MESSAGE, "hello").getException()).isNull();
    }

    @Test
    void takesALongAnswerThatRepeatsTheMessageAsAccepted() {
        serviceAnswers(201, "{\"data\":\"%s\"}".formatted("x".repeat(900_000)));

        assertThat(send(MESSAGE, "hello").getException()).isNull();
    }

    @Test
    void asksToRetryWhenA503BreaksOff() throws Exception {
        try (var server = new HangsUp("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\n{\"det")) {
            Exchange done = send(MESSAGE + "&apiUrl=http://localhost:" + server.port(), "hello");

            failure(RootSocketRetryException.class, done);
        }
    }

    @Test
    void refusesACharsetThatIsNotKnown() {
        Exchange done = sendIn("klingon", MESSAGE, "x".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(RootSocketMessageException.class, done)).hasMessageContaining("klingon");
    }

    @Test
    void doesNotReadAStreamToItsEndThatCannotFitAndLosesNothingOfIt() {
        var stream = new ByteArrayInputStream("x".repeat(100).getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized byte[] readAllBytes() {
                throw new AssertionError("read to its end");
            }
        };

        Exchange done = send(MESSAGE + "&maxMessageSize=10", stream);

        failure(RootSocketMessageException.class, done);
        assertThat(done.getMessage().getBody(String.class)).hasSize(100);
    }

    @Test
    void doesNotShowAnEarlierSuccessAfterAFailure() {
        serviceAnswers(400, "");

        Exchange done = send(
                MESSAGE,
                "hello",
                Map.of(RootSocketConstants.STATUS_CODE, 200, RootSocketConstants.TOKEN, "of another step"));

        assertThat(done.getMessage().getHeaders())
                .doesNotContainKeys(RootSocketConstants.STATUS_CODE, RootSocketConstants.TOKEN);
    }

    @Test
    void hidesAKeyWithAParenthesisInIt() {
        var endpoint = context.getEndpoint("rootsocket:message?channel=test&key=RAW(a)s3cr3t)&category=1");

        assertThat(endpoint.getEndpointUri() + endpoint)
                .doesNotContain("s3cr3t")
                .contains("category=1");
    }

    /** Reads what is sent first, answers it as told, and hangs up. */
    private static final class HangsUp implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0);
        private final CompletableFuture<String> received = new CompletableFuture<>();

        private final String answer;

        HangsUp(String answer) throws IOException {
            this.answer = answer;
            answerOneMore();
        }

        void answerOneMore() {
            CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    byte[] head = new byte[4096];
                    int length = socket.getInputStream().read(head);
                    received.complete(new String(head, 0, Math.max(0, length), StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    received.completeExceptionally(e);
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        String received() {
            await().until(received::isDone);
            return received.join();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
