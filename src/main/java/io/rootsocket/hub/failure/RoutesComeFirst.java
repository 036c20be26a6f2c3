package io.rootsocket.hub.failure;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.processor.errorhandler.DefaultExceptionPolicyStrategy;
import org.apache.camel.processor.errorhandler.ExceptionPolicyKey;
import org.apache.camel.processor.errorhandler.ExceptionPolicyStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what to do about a failure: what the route says of it, be it for {@code java.lang.Throwable}; only where it says
 * nothing, and has no error handler of its own, one of the {@linkplain HubRetries hub's rules}. By Camel's own choice the
 * rule for the nearest class would win, whose ever it is.
 */
final class RoutesComeFirst implements ExceptionPolicyStrategy {

    private final ExceptionPolicyStrategy camels = new DefaultExceptionPolicyStrategy();

    @Override
    public @Nullable ExceptionPolicyKey getExceptionPolicy(
            Set<ExceptionPolicyKey> all, Exchange exchange, Throwable failure) {
        ExceptionPolicyKey routes = camels.getExceptionPolicy(those(all, false), exchange, failure);
        if (routes != null || hasItsOwnErrorHandler(ExchangeHelper.getRoute(exchange))) {
            return routes;
        }
        return camels.getExceptionPolicy(those(all, true), exchange, failure);
    }

    private static Set<ExceptionPolicyKey> those(Set<ExceptionPolicyKey> all, boolean ofTheHub) {
        return all.stream()
                .filter(key -> isOfTheHub(key) == ofTheHub)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isOfTheHub(ExceptionPolicyKey key) {
        return HubRetries.isRule(key.getWhen());
    }

    private static boolean hasItsOwnErrorHandler(@Nullable Route route) {
        return route != null && ErrorHandlers.isWritten(route);
    }
}
