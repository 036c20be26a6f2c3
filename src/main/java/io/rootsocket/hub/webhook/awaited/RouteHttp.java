package io.rootsocket.hub.webhook.awaited;

import io.rootsocket.hub.webhook.WebhookCall;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpActivityListener;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Camel's {@code http:} and {@code https:} as routes have them. A peer that falls silent is given up within finite times,
 * where Camel's own wait without end; and what a webhook's route asks for is cut off when its caller is told to come back,
 * be it that the answer drips. Safe for threads.
 */
public final class RouteHttp {

    private static final long CONNECT_TIMEOUT_MILLIS = 20_000;
    /** Of silence, before the answer and within it. A route may choose another, such as for a report that takes long. */
    private static final long SILENCE_MILLIS = 60_000;

    /** Where camel-http puts the exchange while somebody listens. */
    private static final String EXCHANGE = "org.apache.camel.Exchange";

    private RouteHttp() {}

    public static void addTo(CamelContext camel) {
        camel.addComponent("http", component());
        camel.addComponent("https", component());
    }

    private static HttpComponent component() {
        var http = new HttpComponent();
        http.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        http.setConnectionRequestTimeout(CONNECT_TIMEOUT_MILLIS);
        http.setSoTimeout(SILENCE_MILLIS);
        http.setResponseTimeout(SILENCE_MILLIS);
        http.setHttpActivityListener(new Listening());
        http.setHttpClientConfigurer(client -> client.addExecInterceptorFirst("webhook-deadline", RouteHttp::send));
        return http;
    }

    private static ClassicHttpResponse send(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Object asking = scope.clientContext.getAttribute(EXCHANGE);
        if (asking instanceof Exchange exchange && scope.originalRequest instanceof Cancellable sent) {
            RequestCutOff.begin(exchange, sent::cancel);
            WebhookCall.awaiting(exchange).ifPresent(call -> call.whenGivenUp(sent::cancel));
        }
        return chain.proceed(request, scope);
    }

    /** Has camel-http tell which exchange a request is for. */
    private static final class Listening implements HttpActivityListener {

        @Override
        public void onRequestSubmitted(
                Object source, Exchange exchange, HttpHost host, HttpRequest request, HttpEntity entity) {}

        @Override
        public void onResponseReceived(
                Object source,
                Exchange exchange,
                HttpHost host,
                HttpResponse response,
                HttpEntity entity,
                long millis) {}
    }
}
