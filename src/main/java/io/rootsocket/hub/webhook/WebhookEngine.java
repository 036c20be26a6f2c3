package io.rootsocket.hub.webhook;

import io.rootsocket.hub.settings.ConnectionLimits;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpSecurityHandler;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Makes the webhooks of the door: Camel's, with a deadline and a bound for each. Knows those that run. Safe for threads. */
public final class WebhookEngine extends VertxPlatformHttpEngine {

    private final ConnectionLimits limits;
    private final Set<WebhookConsumer> running = ConcurrentHashMap.newKeySet();

    public WebhookEngine(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return consumer(endpoint, processor);
    }

    @Override
    public PlatformHttpConsumer createConsumer(
            PlatformHttpEndpoint endpoint, Processor processor, PlatformHttpSecurityHandler security) {
        return consumer(endpoint, processor);
    }

    private WebhookConsumer consumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new WebhookConsumer(
                endpoint,
                processor,
                getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()),
                limits,
                running);
    }

    /** The webhooks whose route runs on although callers were told to come back. */
    Stream<WebhookConsumer> unanswering() {
        return running.stream().filter(webhook -> webhook.unanswered() > 0);
    }

    /** The webhook that a path leads to, whatever its method; empty if there is none. */
    Optional<Endpoint> at(String path) {
        return running.stream()
                .filter(webhook -> webhook.serves(path))
                .<Endpoint>map(WebhookConsumer::getEndpoint)
                .findFirst();
    }

    /** The methods that a path takes. */
    public Set<String> methods(String path) {
        var methods = new TreeSet<String>();
        running.stream().filter(webhook -> webhook.serves(path)).forEach(webhook -> methods.addAll(webhook.methods()));
        return methods;
    }
}
