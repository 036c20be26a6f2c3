package io.rootsocket.hub.webhook;

import io.rootsocket.hub.http.JsonAnswer;
import io.rootsocket.hub.http.Refusal;
import io.rootsocket.hub.settings.ConnectionLimits;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.Method;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * One webhook. Each call has a deadline, and there may be so many at once: beyond either, its caller is told to come back.
 * Safe for threads.
 */
final class WebhookConsumer extends VertxPlatformHttpConsumer {

    private static final String CALL = "call";
    private static final String SECONDS = "30";
    /** What asks about a webhook, or goes through it, starts no route that does not name it. */
    private static final Set<Method> ABOUT = Set.of(Method.OPTIONS, Method.HEAD, Method.TRACE, Method.CONNECT);

    private final ConnectionLimits limits;
    private final Set<WebhookConsumer> running;
    private final WebhookCalls calls;
    private final Set<String> methods;
    private final Pattern path;

    /** @param running has the webhooks that run */
    WebhookConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            List<Handler<RoutingContext>> handlers,
            String routerName,
            ConnectionLimits limits,
            Set<WebhookConsumer> running) {
        super(endpoint, new CalledRoute(processor), handlers, routerName);
        this.limits = limits;
        this.running = running;
        this.calls = new WebhookCalls(limits.maxCalls());
        this.methods = methods(endpoint);
        this.path = path(endpoint);
    }

    private static Set<String> methods(PlatformHttpEndpoint endpoint) {
        String restrict = endpoint.getHttpMethodRestrict();
        Stream<Method> taken = restrict == null
                ? Method.getAll().stream().filter(method -> !ABOUT.contains(method))
                : Method.parseList(restrict).stream();
        return taken.map(Method::name).collect(Collectors.toUnmodifiableSet());
    }

    private static Pattern path(PlatformHttpEndpoint endpoint) {
        String written = endpoint.getPath();
        boolean prefix = endpoint.isMatchOnUriPrefix() || written.endsWith("*");
        String parts = Stream.of(written.replaceAll("[*/]+$", "").split("(?=\\{)|(?<=})"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining());
        return Pattern.compile(parts + (prefix ? ".*" : "/?"));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        running.remove(this);
        super.doStop();
    }

    /** The methods that it takes. */
    Set<String> methods() {
        return methods;
    }

    boolean serves(String requested) {
        return path.matcher(requested).matches();
    }

    /** How many of its calls run on although their callers were told to come back. */
    int unanswered() {
        return calls.unanswered();
    }

    @Override
    protected void handleRequest(RoutingContext request) {
        if (!methods.contains(request.request().method().name())) {
            refuseMethod(request, methods);
            return;
        }
        Optional<Refusal> fault = RequestText.fault(request);
        if (fault.isPresent()) {
            JsonAnswer.refuse(request, fault.get());
            return;
        }
        Optional<WebhookCall> begun = calls.begin(Duration.ofMillis(timeout()));
        if (begun.isEmpty()) {
            comeBack(
                    request,
                    "This webhook has %d calls, and no more may be (HUB_WEBHOOK_MAX_CALLS)."
                            .formatted(limits.maxCalls()));
            return;
        }
        WebhookCall call = begun.get();
        request.put(CALL, call);
        long deadline = request.vertx().setTimer(timeout(), late -> giveUp(request, call));
        request.addEndHandler(answered -> {
            request.vertx().cancelTimer(deadline);
            call.leave();
        });
        super.handleRequest(request);
    }

    private long timeout() {
        long own = getEndpoint().getRequestTimeout();
        return own > 0 ? own : limits.callTimeout().toMillis();
    }

    private void giveUp(RoutingContext request, WebhookCall call) {
        if (!request.response().ended()) {
            calls.giveUp(call);
            comeBack(request, "The hub did not come to an end with this request within %d ms.".formatted(timeout()));
        }
    }

    private static void comeBack(RoutingContext request, String why) {
        JsonAnswer.refuse(request, new Refusal(503, why + " Come back later.", Map.of("Retry-After", SECONDS)));
    }

    /** Says which methods there are; who asks for just that has its answer. */
    static void refuseMethod(RoutingContext request, Set<String> methods) {
        String allowed = methods.stream().sorted().collect(Collectors.joining(", "));
        if (request.request().method().equals(HttpMethod.OPTIONS)) {
            request.response().setStatusCode(204).putHeader("Allow", allowed).end();
            return;
        }
        JsonAnswer.refuse(
                request, new Refusal(405, "This path takes %s.".formatted(allowed), Map.of("Allow", allowed)));
    }

    @Override
    protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext request) {
        WebhookCall call = request.get(CALL);
        call.of(exchange);
        NamedCalls.name(request, exchange.getExchangeId());
        if (request.body() != null && request.body().buffer() != null) {
            call.keepBody(request.body().buffer().getBytes());
        }
        return super.processHttpRequest(exchange, request).map(headAndBody -> {
            if (FormFields.areIn(request)) {
                FormFields.readInto(exchange, request, getEndpoint(), RequestText.charset(request));
            } else {
                RequestText.readInto(exchange, request);
            }
            PathParameters.ofTheCall(exchange, request.pathParams());
            return headAndBody;
        });
    }
}
