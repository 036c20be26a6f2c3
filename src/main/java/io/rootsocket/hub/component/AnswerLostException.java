package io.rootsocket.hub.component;

import java.io.IOException;
import java.util.Objects;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * The connection was there and the request was being written when it failed: the service may have acted on it. What
 * fails with anything else was never written.
 */
final class AnswerLostException extends IOException {

    private static final long serialVersionUID = 1L;

    private AnswerLostException(Exception cause) {
        super(Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()), cause);
    }

    /**
     * Makes a client tell. Connecting, TLS and the proxy's tunnel are done above the transport, so that no list of
     * exception types is needed to know which side of the line a failure is on.
     */
    static void isTold(HttpClientBuilder client) {
        client.addExecInterceptorBefore(
                ChainElement.MAIN_TRANSPORT.name(), "answer-lost", AnswerLostException::transport);
    }

    private static ClassicHttpResponse transport(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        try {
            return chain.proceed(request, scope);
        } catch (IOException | HttpException e) {
            throw new AnswerLostException(e);
        }
    }
}
