package io.rootsocket.hub.alarm;

import io.rootsocket.hub.schedule.ScheduleName;
import java.util.Collection;
import java.util.Optional;
import org.apache.camel.EndpointAware;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

/** Finds the steps {@code hub:expect} of routes that come and go: something is expected before the first message. */
final class ExpectedRoutes extends LifecycleStrategySupport {

    private final RouteWatch watch;

    ExpectedRoutes(RouteWatch watch) {
        this.watch = watch;
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            expectation(route).ifPresent(expectation -> watch.expect(name(route), expectation));
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        for (Route route : routes) {
            if (expectation(route).isPresent()) {
                watch.expectNothing(name(route));
            }
        }
    }

    private static Optional<Expectation> expectation(Route route) {
        return route.filter("*").stream()
                .filter(EndpointAware.class::isInstance)
                .map(step -> ((EndpointAware) step).getEndpoint())
                .filter(HubEndpoint.class::isInstance)
                .flatMap(endpoint -> ((HubEndpoint) endpoint).expectation().stream())
                .findFirst();
    }

    private static String name(Route route) {
        return ScheduleName.outermost(route.getCamelContext(), route.getRouteId());
    }
}
