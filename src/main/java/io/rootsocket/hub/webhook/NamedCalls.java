package io.rootsocket.hub.webhook;

import io.rootsocket.hub.http.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/**
 * Has each answer of a webhook say what its call is called in the hub: by that a person finds what became of it. Whatever a
 * route writes there. Safe for threads.
 */
public final class NamedCalls implements Handler<RoutingContext> {

    /** The header of the answer. */
    public static final String HEADER = "X-Message-Id";

    private static final String ID = "messageId";

    private final WebhookEngine webhooks;
    private final CamelContext camel;

    public NamedCalls(WebhookEngine webhooks, CamelContext camel) {
        this.webhooks = webhooks;
        this.camel = camel;
    }

    /** Notes what a call is called that its route will see. */
    static void name(RoutingContext request, String id) {
        request.put(ID, id);
    }

    @Override
    public void handle(RoutingContext request) {
        request.addHeadersEndHandler(
                last -> id(request).ifPresent(id -> request.response().putHeader(HEADER, id)));
        request.next();
    }

    private Optional<String> id(RoutingContext request) {
        String known = request.get(ID);
        Optional<Refusal> why = Refusal.of(request);
        return known != null || why.isEmpty() ? Optional.ofNullable(known) : refused(request, why.get());
    }

    private Optional<String> refused(RoutingContext request, Refusal why) {
        RefusedCalls listener = camel.getCamelContextExtension().getContextPlugin(RefusedCalls.class);
        return listener == null
                ? Optional.empty()
                : path(request)
                        .flatMap(webhooks::at)
                        .flatMap(webhook -> listener.refused(call(webhook, request.request(), why)));
    }

    /** Empty if it cannot be read: no webhook has it, and what fails here would keep the answer from being sent. */
    private static Optional<String> path(RoutingContext request) {
        try {
            return Optional.of(request.normalizedPath());
        } catch (IllegalArgumentException brokenEscape) {
            return Optional.empty();
        }
    }

    private static RefusedCalls.Call call(Endpoint webhook, HttpServerRequest request, Refusal why) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return new RefusedCalls.Call(
                webhook, request.method().name(), request.path(), headers, length(request), why.status(), why.detail());
    }

    private static long length(HttpServerRequest request) {
        String said = request.getHeader("Content-Length");
        return said != null && said.matches("\\d{1,18}") ? Long.parseLong(said) : 0;
    }
}
