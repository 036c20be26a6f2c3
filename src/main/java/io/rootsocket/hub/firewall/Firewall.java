package io.rootsocket.hub.firewall;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.RoutePolicyFactory;

/**
 * Keeps what strangers send from steering a component.
 *
 * <ul>
 *   <li>At every way in (the first route of an exchange whose source is outside, whatever its component), a header that
 *       {@linkplain DangerousHeaders nobody outside may set} is taken away, unless the source's own component has set it.
 *       The same holds for what a step fetches: the answer of an {@code http:} step, a poll.
 *   <li>What a source legitimately sets stays readable in the route, and is hidden from a component that would obey it: the
 *       subject of a mail from {@code smtp:}, the path of a request from {@code http:}.
 *   <li>On the way out, the answer of a webhook holds only headers that the route itself has set.
 * </ul>
 *
 * <p>What the route sets by a step of its own, be it to a value that came from outside, is the route's.
 */
public final class Firewall {

    private Firewall() {}

    /**
     * Notes that all that an exchange holds is the hub's own answer. A failure may be answered before Camel tells that the
     * call which failed is over, and the answer must not be taken for what was fetched by it.
     */
    public static void passOwnAnswer(Exchange exchange) {
        StrangersHeaders.forgetAll(exchange);
        FetchNotifier.forget(exchange);
    }

    /** Guards a context that has no route and no endpoint yet, and every route that it gets later. */
    public static void guard(CamelContext camel) {
        var ownership = new Ownership(new DeclaredHeaders(camel));
        var extension = camel.getCamelContextExtension();
        RoutePolicyFactory everyRoute = (context, id, route) -> new RouteGuard(ownership);
        camel.addRoutePolicyFactory(everyRoute);
        extension.addInterceptStrategy(new StepGuard(ownership));
        camel.getManagementStrategy().addEventNotifier(new FetchNotifier(ownership));
        try {
            extension.registerEndpointCallback(new SinkGuard(ownership));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RuntimeCamelException(e);
        }
    }
}
