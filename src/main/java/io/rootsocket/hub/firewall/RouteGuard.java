package io.rootsocket.hub.firewall;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a route's first step and behind its last. Not as a policy itself: Camel goes on when a policy fails, and
 * asks none while it stops. An advice that fails fails the exchange.
 */
final class RouteGuard extends RoutePolicySupport {

    private final Ownership ownership;

    RouteGuard(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public void onInit(Route route) {
        if (!(route.getProcessor() instanceof InternalProcessor steps)) {
            throw new IllegalStateException(
                    "The route %s cannot be guarded, and does not run.".formatted(route.getRouteId()));
        }
        steps.addAdvice(new Guard(route.getRouteId(), ownership));
    }

    private record Guard(String route, Ownership ownership) implements CamelInternalProcessorAdvice<Object> {

        @Override
        public @Nullable Object before(Exchange exchange) {
            Endpoint from = exchange.getFromEndpoint();
            if (from != null && !StrangersHeaders.areKnownOf(exchange)) {
                String scheme = Ownership.scheme(from);
                if (DangerousHeaders.isFromOutside(scheme)) {
                    admit(exchange, scheme);
                }
            }
            return null;
        }

        private void admit(Exchange exchange, String scheme) {
            Message message = exchange.getMessage();
            Upload.keepName(exchange, scheme);
            List<String> refused = refused(message, scheme);
            refused.forEach(message::removeHeader);
            if (!refused.isEmpty() && exchange.getUnitOfWork() != null) {
                // Or a handler of failures that uses the original message would bring them back.
                Message original = exchange.getUnitOfWork().getOriginalInMessage();
                if (original != null) {
                    refused.forEach(original::removeHeader);
                }
            }
            StrangersHeaders.noteAll(exchange);
        }

        private List<String> refused(Message message, String scheme) {
            var refused = new ArrayList<String>();
            for (String name : message.getHeaders().keySet()) {
                if (!ownership.mayBring(scheme, name)) {
                    refused.add(name);
                }
            }
            return refused;
        }

        @Override
        public void after(Exchange exchange, @Nullable Object nothing) {
            Endpoint from = exchange.getFromEndpoint();
            if (route.equals(exchange.getFromRouteId())
                    && from != null
                    && Ownership.scheme(from).equals("platform-http")) {
                CallersAnswer.leaveOnlyTheRoutesHeaders(exchange);
            }
        }

        @Override
        public boolean hasState() {
            return false;
        }
    }
}
