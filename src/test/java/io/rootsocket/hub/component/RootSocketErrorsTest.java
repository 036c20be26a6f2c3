package io.rootsocket.hub.component;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import io.rootsocket.hub.protocol.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootSocketErrorsTest extends RootSocketTestSupport {

    private static final String MESSAGE = "rootsocket:message?channel=test";

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void asksToRetryWhenTheServiceIsBusyOrBroken(int status) {
        serviceAnswers(status, "{\"detail\":\"come back\"}");

        var failure = failure(RootSocketRetryException.class, send(MESSAGE, "hello"));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.getHttpResponseCode()).isEqualTo(status);
        assertThat(failure.detail()).contains("come back");
        assertThat(failure.operation()).isEqualTo(Operation.MESSAGE);
        assertThat(failure.channel()).contains("test");
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(requests()).as("sent once").hasSize(1);
    }

    @Test
    void carriesRetryAfterInSeconds() {
        serviceAnswers(aResponse().withStatus(429).withHeader("Retry-After", "7"));

        var failure = failure(RootSocketRetryException.class, send(MESSAGE, "hello"));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void carriesRetryAfterAsADate() {
        serviceAnswers(aResponse().withStatus(503).withHeader("Retry-After", "Tue, 24 Nov 2026 10:01:30 GMT"));

        var failure = failure(RootSocketRetryException.class, send(MESSAGE, "hello"));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 404, 407})
    void asksToCorrectTheConfigurationWhenKeyOrAddressAreRefused(int status) {
        serviceAnswers(aResponse().withStatus(status).withHeader("Location", "/elsewhere"));

        var failure = failure(RootSocketConfigurationException.class, send(MESSAGE, "hello"));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(requests()).as("sent once, redirects are not followed").hasSize(1);
    }

    @Test
    void namesTheProxyWhenItWantsALogin() {
        serviceAnswers(407, "");

        assertThat(failure(RootSocketConfigurationException.class, send(MESSAGE, "hello")))
                .hasMessageContaining("proxyHost");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 413, 422})
    void asksToCorrectTheMessageWhenItIsRefused(int status) {
        serviceAnswers(status, "{\"detail\":\"not like this\"}");

        var failure = failure(RootSocketMessageException.class, send(MESSAGE, "hello"));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure).hasMessageContaining("not like this");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void saysThatItIsNotKnownWhetherAMessageWentOutWhenNoAnswerComes(Fault fault) {
        serviceAnswers(aResponse().withFault(fault));

        var failure = failure(RootSocketAmbiguousException.class, send(MESSAGE, "hello"));

        assertThat(failure.status()).isZero();
        assertThat(requests()).as("sent once").hasSize(1);
    }

    @Test
    void saysThatItIsNotKnownWhetherAMessageWentOutWhenTheAnswerTakesTooLong() {
        serviceAnswers(aResponse().withFixedDelay(2_000));

        failure(RootSocketAmbiguousException.class, send(MESSAGE + "&responseTimeout=100ms", "hello"));
    }

    @Test
    void asksToRetryWhenNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        var failure = failure(
                RootSocketRetryException.class,
                send(MESSAGE + "&key=another&apiUrl=http://localhost:" + port, "hello"));

        assertThat(failure.status()).isZero();
    }

    @Test
    void asksToRetryWhenAllConnectionsAreInUse() {
        serviceAnswers(aResponse().withFixedDelay(1_500));
        String uri = MESSAGE + "&maxConnections=1&connectTimeout=100ms";
        template.asyncSend(uri, exchange -> exchange.getMessage().setBody("first"));
        await().until(() -> requests().size() == 1);

        var failure = failure(RootSocketRetryException.class, send(uri, "second"));

        assertThat(failure).hasMessageContaining("maxConnections");
        assertThat(requests()).hasSize(1);
    }

    @Test
    void asksToCorrectTheConfigurationWhenThereIsNoSuchHost() {
        var failure = failure(
                RootSocketConfigurationException.class,
                send(MESSAGE + "&key=another&apiUrl=http://no-such-host.invalid", "hello"));

        assertThat(failure).hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void asksToCorrectTheConfigurationWhenTheCertificateIsNotTrusted() {
        failure(
                RootSocketConfigurationException.class,
                send(MESSAGE + "&key=another&apiUrl=https://localhost:" + SERVICE.getHttpsPort(), "hello"));
    }

    @Test
    void asksToCorrectTheConfigurationWhenTheOtherSideSpeaksPlainHttp() {
        failure(
                RootSocketConfigurationException.class,
                send(MESSAGE + "&key=another&apiUrl=https://localhost:" + SERVICE.getPort(), "hello"));
    }

    @Test
    void asksToCorrectTheConfigurationWhenATokenIsNotInTheAnswer() {
        serviceAnswers(200, "<html>a login page</html>");

        failure(RootSocketConfigurationException.class, send("rootsocket:connection", null));
    }

    @Test
    void neverShowsTheKeyEvenIfTheServiceRepeatsIt() {
        serviceAnswers(401, "{\"detail\":\"no such key: " + KEY + "\"}");

        Exchange done = send(MESSAGE + "&key=" + KEY, "hello");

        var failure = failure(RootSocketConfigurationException.class, done);
        assertThat(failure.detail()).contains("no such key: xxxxxx");
        assertThat(failure).hasMessageNotContaining(KEY);
        assertThat(failure.toString()).doesNotContain(KEY);
    }
}
