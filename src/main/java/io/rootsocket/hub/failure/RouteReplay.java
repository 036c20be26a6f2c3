package io.rootsocket.hub.failure;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetters;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;

/**
 * Sends a dead letter through the route that it failed in, from the start, with its original payload. What fails again is
 * a new dead letter. The headers of the first time are gone.
 */
public final class RouteReplay implements DeadLetters.Reroute {

    private static final String MARK = "RootSocketHubReroute";

    private final CamelContext camel;

    public RouteReplay(CamelContext camel) {
        this.camel = camel;
    }

    /** Whether a person sent the exchange through its route again, so that no source waits for the outcome. */
    public static boolean isReroute(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(MARK, Boolean.class));
    }

    @Override
    public Set<String> routes() {
        return camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> camel.getRouteController().getRouteStatus(id).isStarted())
                .collect(Collectors.toSet());
    }

    @Override
    public void route(DeadLetter letter) throws Exception {
        Route route = camel.getRoute(letter.route());
        if (route == null) {
            throw new IllegalStateException("it does not run any more.");
        }
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.setProperty(MARK, true);
        exchange.getExchangeExtension().setFromRouteId(route.getRouteId());
        exchange.getIn().setBody(payload(letter));
        route.getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private static Object payload(DeadLetter letter) {
        return letter.encoding().equals("base64") ? Base64.getDecoder().decode(letter.payload()) : letter.payload();
    }
}
