package io.rootsocket.hub.polling;

import io.rootsocket.hub.schedule.ScheduleName;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what Camel polls by itself, such as a mailbox, tell of a server that is away as {@link Polls} does, and not at each
 * look with a stack trace. Safe to share between threads.
 */
public final class QuietPolling implements PollingConsumerPollStrategy, ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(QuietPolling.class);

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        Polls.of(endpoint.getCamelContext()).answered(route(consumer, endpoint));
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        String from = endpoint.getEndpointBaseUri();
        var failure =
                new PollFailedException("%s cannot be read: %s.".formatted(from, PollTarget.reason(cause)), cause);
        Polls.of(endpoint.getCamelContext()).failed(route(consumer, endpoint), failure);
        return false;
    }

    private static String route(Consumer consumer, Endpoint endpoint) {
        Route route = consumer instanceof RouteAware aware ? aware.getRoute() : null;
        return route == null
                ? endpoint.getEndpointBaseUri()
                : ScheduleName.outermost(endpoint.getCamelContext(), route.getRouteId());
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
        handleException(message, null, exception);
    }

    /** What failed in the route was told of there. */
    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        LOG.debug("{}", message, exception);
    }
}
