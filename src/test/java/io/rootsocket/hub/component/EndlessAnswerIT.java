package io.rootsocket.hub.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.testing.EndlessServer;
import io.rootsocket.hub.testing.ManualRow;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that drip or never end: a call is over after its time-outs all the same, and holds some kilobytes. */
@Timeout(60)
@ManualRow("RootSocket or a proxy drips, never ends, breaks a TLS handshake off")
class EndlessAnswerIT extends RootSocketTestSupport {

    private static final String CREATED = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";
    private static final Duration SLOWLY = Duration.ofMillis(50);
    private static final String CHUNK = "4000\r\n%s\r\n".formatted("x".repeat(0x4000));

    @ManualRow("RootSocket's answer drips, breaks off or never ends")
    @Test
    void doesNotKnowWhatBecameOfARequestWhoseAnswerDrips() throws IOException {
        Exchange done = call(CREATED + "Content-Length: 4000\r\n\r\n", " ", SLOWLY);

        assertThat(failure(RootSocketAmbiguousException.class, done)).hasMessageContaining("within PT0.5S");
    }

    @Test
    void doesNotWaitForHeadersThatDrip() throws IOException {
        failure(RootSocketAmbiguousException.class, call(CREATED, "X-More: y\r\n", SLOWLY));
    }

    @Test
    void doesNotReadHeadersWithoutEnd() throws IOException {
        failure(
                RootSocketAmbiguousException.class,
                call(CREATED, "X-More: %s\r\n".formatted("y".repeat(8_000)), Duration.ZERO));
    }

    @Test
    void doesNotReadALineWithoutEnd() throws IOException {
        failure(RootSocketAmbiguousException.class, call(CREATED + "X-More: ", "y".repeat(8_000), Duration.ZERO));
    }

    @Test
    void readsSomeKilobytesOfABodyWithoutEndAndKnowsThatItIsNotRootSockets() throws IOException {
        failure(
                RootSocketConfigurationException.class,
                call(CREATED + "Transfer-Encoding: chunked\r\n\r\n", CHUNK, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 201",
                CREATED,
                CREATED + "X-Mo",
                CREATED + "X-More: y\r\nX-More: y",
                CREATED + "Transfer-Encoding: chunked\r\n",
                CREATED + "Content-Length: 40\r\n",
                CREATED + "\r\n"
            })
    @ManualRow("RootSocket's answer is a success that breaks off in its headers")
    void doesNotTakeASuccessForOneThatBreaksOffInItsHeaders(String beginning) throws IOException {
        failure(RootSocketAmbiguousException.class, call(beginning, "", Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "\r\n{}"})
    void takesASuccessForOneThatIsWhole(String end) throws IOException {
        assertThat(call(CREATED + end, "", Duration.ZERO).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.0 204 No Content\r\n\r\n",
                CREATED + "Connection: close\r\n\r\n",
                CREATED + "Connection: X, Close\r\n\r\n"
            })
    void takesASuccessWithoutABodyWhosePeerSaidThatItWouldClose(String answer) throws IOException {
        assertThat(call(answer, "", Duration.ZERO).getException()).isNull();
    }

    @Test
    void takesTheStatusOfARefusalWhoseBodyHasNoEnd() throws IOException {
        failure(
                RootSocketRetryException.class,
                call("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n", CHUNK, Duration.ZERO));
    }

    @Test
    void takesTheStatusOfARefusalWhoseBodyDrips() throws IOException {
        Exchange done = call("HTTP/1.1 400 Bad\r\nContent-Length: 4000\r\n\r\n", " ", SLOWLY);

        failure(RootSocketMessageException.class, done);
    }

    /** The first bytes of a handshake's record that is never whole. */
    @Test
    void sendsNothingWhereTheHandshakeDrips() throws IOException {
        try (var server = new EndlessServer("\26\3\3\0\174", "\2", SLOWLY)) {
            failure(RootSocketRetryException.class, send(uri("https", server.port()), "hello"));
        }
    }

    /** Through the same client, which has as much time for a good answer as a busy machine may need. */
    @Test
    void servesTheNextCallAsIfNothingHadBeen() throws IOException {
        var timeout = Duration.ofSeconds(60);
        try (var server = new EndlessServer(CREATED, "X-More: %s\r\n".formatted("y".repeat(8_000)), Duration.ZERO)) {
            failure(RootSocketAmbiguousException.class, send(uri("http", server.port(), timeout), "hello"));
        }
        serviceAnswers(201, "{}");

        assertThat(send(uri("http", SERVICE.getPort(), timeout), "hello").getException())
                .isNull();
    }

    /** The same, where the time was over: a busy machine may need more of it than the first call had. */
    @Test
    void servesFurtherCallsOnceOneHasTakenTooLong() throws IOException {
        try (var server = new EndlessServer(CREATED + "Content-Length: 4000\r\n\r\n", " ", SLOWLY)) {
            failure(RootSocketAmbiguousException.class, send(uri("http", server.port()), "hello"));
        }
        serviceAnswers(201, "{}");

        await().untilAsserted(() -> assertThat(
                        send(uri("http", SERVICE.getPort()), "hello").getException())
                .isNull());
    }

    private Exchange call(String beginning, String more, Duration every) throws IOException {
        try (var server = new EndlessServer(beginning, more, every)) {
            return send(uri("http", server.port()), "hello");
        }
    }

    private static String uri(String scheme, int port) {
        return uri(scheme, port, Duration.ofMillis(500));
    }

    private static String uri(String scheme, int port, Duration timeout) {
        return "rootsocket:message?channel=test&key=k&connectTimeout=%2$dms&responseTimeout=%2$dms&apiUrl=%1$s://localhost:%3$d"
                .formatted(scheme, timeout.toMillis(), port);
    }
}
