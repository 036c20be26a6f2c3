package io.rootsocket.hub.component.http;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Reads each answer to its end before anybody sees it, up to some kilobytes and within a time for the whole of it: a
 * client's own time-outs begin anew with each byte, and a peer that drips or never ends would hold a thread, or all of the
 * memory. Safe for threads.
 */
public final class WholeAnswer {

    /** An answer says what became of one message; some repeat the message, which nobody needs. */
    private static final int MAX_BYTES = 16 * 1024;
    /** The overview of connections counts each kind of client. */
    private static final int MAX_BYTES_OF_GET = 1024 * 1024;

    private final Duration timeout;
    private final Deadlines deadlines;

    private WholeAnswer(Duration timeout, Deadlines deadlines) {
        this.timeout = timeout;
        this.deadlines = deadlines;
    }

    /**
     * Makes a client do so.
     *
     * @param connect how long a connection may take, with TLS and a proxy's tunnel
     * @param answer how long it may take from the first byte of the request to the last of the answer
     */
    static void isRead(HttpClientBuilder client, Duration connect, Duration answer, Deadlines deadlines) {
        var reading = new WholeAnswer(answer, deadlines);
        client.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "whole-answer", reading::read);
        // Waiting for a free connection and making one are two waits.
        var all = new WholeAnswer(connect.multipliedBy(2).plus(answer), deadlines);
        client.addExecInterceptorFirst("whole-call", all::limit);
    }

    /** How many bytes are read of an answer to such a request. */
    public static int maxBytes(String method) {
        return method.equals("GET") ? MAX_BYTES_OF_GET : MAX_BYTES;
    }

    private ClassicHttpResponse limit(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try (var deadline = deadlines.in(timeout, () -> cancel(scope))) {
            return chain.proceed(request, scope);
        }
    }

    private ClassicHttpResponse read(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws AnswerLostException {
        long begun = System.nanoTime();
        // Connecting, TLS and the proxy's tunnel are done above the transport, so that no list of exception types is
        // needed to know whether the request was being written.
        try (var deadline = deadlines.in(timeout, () -> cancel(scope))) {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(read(response, maxBytes(request.getMethod()), scope));
            }
            return response;
        } catch (IOException | HttpException e) {
            boolean late = System.nanoTime() - begun >= timeout.toNanos();
            throw new AnswerLostException(
                    late ? new IOException("it was not whole within %s".formatted(timeout), e) : e);
        }
    }

    /** Of a refusal, what came of its body is enough; a success that breaks off may be anybody's. */
    private static HttpEntity read(ClassicHttpResponse response, int max, ExecChain.Scope scope) throws IOException {
        HttpEntity coming = response.getEntity();
        byte[] body = {};
        try {
            body = coming.getContent().readNBytes(atMost(coming, max));
            if (body.length == 0 && isEndedByTheConnection(coming) && !isToldToClose(response)) {
                throw new ConnectionClosedException("the answer breaks off");
            }
            if (body.length == max) {
                // To close what it came from would read the rest.
                scope.execRuntime.discardEndpoint();
            } else {
                scope.execRuntime.releaseEndpoint();
            }
        } catch (IOException e) {
            scope.execRuntime.discardEndpoint();
            if (response.getCode() < 300) {
                throw e;
            }
        }
        return new ByteArrayEntity(body, ContentType.parseLenient(coming.getContentType()));
    }

    /** To ask for more than will come takes a buffer for it. */
    private static int atMost(HttpEntity coming, int max) {
        long length = coming.getContentLength();
        return length < 0 ? max : (int) Math.min(length, max);
    }

    /** Then nothing tells a whole answer from one that breaks off, be it in the middle of its headers. */
    private static boolean isEndedByTheConnection(HttpEntity coming) {
        return coming.getContentLength() < 0 && !coming.isChunked();
    }

    /** As HTTP/1.0 does always: there, an empty success that ends with its connection is an ordinary one. */
    private static boolean isToldToClose(ClassicHttpResponse response) {
        ProtocolVersion version = response.getVersion();
        return version != null && version.lessEquals(HttpVersion.HTTP_1_0)
                || Stream.of(response.getHeaders(HttpHeaders.CONNECTION))
                        .flatMap(header -> Stream.of(header.getValue().split(",")))
                        .anyMatch(token -> token.strip().equalsIgnoreCase("close"));
    }

    private static void cancel(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        }
    }
}
