package io.rootsocket.hub.failure;

import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Route;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Has error handlers say nothing of a failure that the route may yet deal with, or of which {@link KeepFailed} says it in one
 * line: Camel's would log it as an error with its stack trace, each time that it passes one. What a route writes of its logs
 * stays as it is.
 */
final class ErrorHandlers extends LifecycleStrategySupport {

    /** At the route, as Camel forgets its model once it has started. */
    private static final String WRITTEN = "RootSocketHubOwnErrorHandler";

    private final HubErrorHandler ofTheHub = new HubErrorHandler();

    /** Whether a route has an error handler of its own, be it by its file or a route configuration. */
    static boolean isWritten(Route route) {
        return route.getProperties().containsKey(WRITTEN);
    }

    /** No attempts after the first, and not a word in the log. */
    static RedeliveryPolicyDefinition quiet() {
        return new RedeliveryPolicyDefinition()
                .maximumRedeliveries(0)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .retriesExhaustedLogLevel(LoggingLevel.DEBUG)
                .logStackTrace(false)
                .logRetryStackTrace(false)
                .logExhausted(false)
                .logExhaustedMessageHistory(false)
                .logNewException(false);
    }

    @Override
    public void onRouteContextCreate(Route route) {
        if (hasNone(route.getErrorHandlerFactory())) {
            route.setErrorHandlerFactory(ofTheHub);
        } else {
            route.getProperties().put(WRITTEN, true);
            if (written(route) instanceof DefaultErrorHandlerDefinition handler
                    && handler.getRedeliveryPolicyRef() == null) {
                hush(handler.getRedeliveryPolicy());
            }
        }
        if (route.getRoute() instanceof RouteDefinition steps) {
            steps.getOutputs().stream()
                    .filter(OnExceptionDefinition.class::isInstance)
                    .map(step -> ((OnExceptionDefinition) step).getRedeliveryPolicyType())
                    .forEach(ErrorHandlers::hush);
        }
    }

    private static boolean hasNone(@Nullable ErrorHandlerFactory errorHandler) {
        return errorHandler == null
                || errorHandler instanceof RefErrorHandlerDefinition reference
                        && RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER.equals(reference.getRef());
    }

    /** What a route, its file or a route configuration names; {@code null} if it is not there, as Camel will say. */
    private static @Nullable ErrorHandlerFactory written(Route route) {
        return route.getErrorHandlerFactory() instanceof RefErrorHandlerDefinition reference
                ? route.getCamelContext()
                        .getRegistry()
                        .lookupByNameAndType(reference.getRef(), ErrorHandlerFactory.class)
                : route.getErrorHandlerFactory();
    }

    private static void hush(@Nullable RedeliveryPolicyDefinition policy) {
        if (policy == null) {
            return;
        }
        if (policy.getLogExhausted() == null) {
            policy.setLogExhausted("false");
        }
        if (policy.getLogStackTrace() == null) {
            policy.setLogStackTrace("false");
        }
    }
}
