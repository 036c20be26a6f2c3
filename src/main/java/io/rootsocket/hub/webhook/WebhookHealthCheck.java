package io.rootsocket.hub.webhook;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while a webhook's route runs on although its callers were told to come back. */
public final class WebhookHealthCheck extends AbstractHealthCheck {

    private final WebhookEngine webhooks;

    public WebhookHealthCheck(WebhookEngine webhooks) {
        super("rootsocket", "webhooks");
        this.webhooks = webhooks;
    }

    /** Another hub would answer no better, so requests need not be kept from this one. */
    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String unanswering =
                webhooks.unanswering().map(this::description).sorted().collect(Collectors.joining(", "));
        if (unanswering.isEmpty()) {
            builder.up();
        } else {
            builder.down()
                    .message("Degraded: the routes of these webhooks do not come to an end (HUB_WEBHOOK_TIMEOUT): %s."
                            .formatted(unanswering));
        }
    }

    private String description(WebhookConsumer webhook) {
        String routes = getCamelContext().getRoutes().stream()
                .filter(route -> route.getEndpoint() == webhook.getEndpoint())
                .map(Route::getRouteId)
                .collect(Collectors.joining(", "));
        return "`%s` (calls: %d, at %s)"
                .formatted(routes, webhook.unanswered(), webhook.getEndpoint().getPath());
    }
}
