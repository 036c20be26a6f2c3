package io.rootsocket.hub.failure;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetters;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/**
 * Sends what came in before through its route, from the start: a dead letter with its original payload, of which the headers
 * are gone, or what the trail has kept. What fails again is a new dead letter.
 */
public final class RouteReplay implements DeadLetters.Reroute {

    private static final String MARK = "RootSocketHubReroute";
    private static final String LETTER = "RootSocketHubReplayedLetter";
    private static final String REASON = "RootSocketHubReplayReason";

    private final CamelContext camel;

    public RouteReplay(CamelContext camel) {
        this.camel = camel;
    }

    /** Whether a person sent the exchange through its route again, so that no source waits for the outcome. */
    public static boolean isReroute(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(MARK, Boolean.class));
    }

    /** The id of the dead letter that a person sent through its route again; empty if it is none. */
    public static Optional<String> letter(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(LETTER, String.class));
    }

    @Override
    public Set<String> routes() {
        return camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> camel.getRouteController().getRouteStatus(id).isStarted())
                .collect(Collectors.toSet());
    }

    /** Why the exchange is sent again, and who asked for it; empty if it is not, or is a dead letter. */
    public static Optional<String> reason(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(REASON, String.class));
    }

    @Override
    public void route(DeadLetter letter) throws Exception {
        route(letter.route(), payload(letter), Map.of(), Map.of(LETTER, letter.id()));
    }

    /**
     * Sends what a route was once given through it.
     *
     * @param reason what {@link #reason} says of the exchange
     * @throws Exception if the route does not run any more, or fails
     */
    public void route(String id, @Nullable Object body, Map<String, ?> headers, String reason) throws Exception {
        route(id, body, headers, Map.of(REASON, reason));
    }

    private void route(String id, @Nullable Object body, Map<String, ?> headers, Map<String, ?> properties)
            throws Exception {
        Route route = camel.getRoute(id);
        if (route == null) {
            throw new IllegalStateException("it does not run any more.");
        }
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.setProperty(MARK, true);
        properties.forEach(exchange::setProperty);
        exchange.getExchangeExtension().setFromRouteId(route.getRouteId());
        exchange.getIn().setBody(body);
        headers.forEach(exchange.getIn()::setHeader);
        route.getProcessor().process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    private static Object payload(DeadLetter letter) {
        return letter.encoding().equals("base64") ? Base64.getDecoder().decode(letter.payload()) : letter.payload();
    }
}
