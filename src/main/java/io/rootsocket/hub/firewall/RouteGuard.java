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
        steps.addAdvice(new Guard(ownership));
    }

    private record Guard(Ownership ownership) implements CamelInternalProcessorAdvice<Answer> {

        @Override
        public @Nullable Answer before(Exchange exchange) {
            Endpoint from = exchange.getFromEndpoint();
            if (from == null || StrangersHeaders.areKnownOf(exchange)) {
                return null;
            }
            String scheme = Ownership.scheme(from);
            if (!DangerousHeaders.isFromOutside(scheme)) {
                return null;
            }
            admit(exchange, scheme);
            return isAnswered(exchange, scheme) ? Answer.TO_A_CALLER : null;
        }

        /** Whether headers go back to a caller as they are; what a queue replies with is for its sender to know. */
        private static boolean isAnswered(Exchange exchange, String scheme) {
            return scheme.equals("platform-http")
                    || !DangerousHeaders.knows(scheme) && exchange.getPattern().isOutCapable();
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
        public void after(Exchange exchange, @Nullable Answer answer) {
            if (answer != null) {
                CallersAnswer.leaveOnlyTheRoutesHeaders(exchange);
            }
        }
    }

    /** What the route that an exchange came in by has to look after when it is done. */
    private enum Answer {
        TO_A_CALLER
    }
}
