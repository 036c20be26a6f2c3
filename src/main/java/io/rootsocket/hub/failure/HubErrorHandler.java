package io.rootsocket.hub.failure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.processor.errorhandler.ExceptionPolicy;
import org.apache.camel.reifier.errorhandler.DefaultErrorHandlerReifier;
import org.apache.camel.reifier.errorhandler.ErrorHandlerReifier;
import org.jspecify.annotations.Nullable;

/**
 * The error handler of all routes that have none of their own: Camel's default, but quiet. For each step of each route Camel
 * makes of each rule what it goes by at run time; of the {@linkplain HubRetries hub's} this is the same for all, and is made
 * once. Safe to share between threads.
 */
final class HubErrorHandler extends DefaultErrorHandlerDefinition {

    static {
        ErrorHandlerReifier.registerReifier(
                HubErrorHandler.class, (route, handler) -> new WithSharedRules(route, (HubErrorHandler) handler));
    }

    private final Map<OnExceptionDefinition, ExceptionPolicy> rules = new ConcurrentHashMap<>();

    HubErrorHandler() {
        setRedeliveryPolicy(ErrorHandlers.quiet());
    }

    @Override
    public DefaultErrorHandlerDefinition cloneBuilder() {
        return this;
    }

    private static final class WithSharedRules extends DefaultErrorHandlerReifier {

        private final HubErrorHandler shared;

        private WithSharedRules(Route route, HubErrorHandler shared) {
            super(route, shared);
            this.shared = shared;
        }

        @Override
        public ExceptionPolicy createExceptionPolicy(OnExceptionDefinition rule) {
            return HubRetries.isRule(rule)
                    ? shared.rules.computeIfAbsent(rule, super::createExceptionPolicy)
                    : super.createExceptionPolicy(rule);
        }

        /** What Camel would wrap it in belongs to one route. */
        @Override
        protected @Nullable Processor getProcessor(@Nullable Processor processor, @Nullable String reference) {
            return processor instanceof HubRetries.AfterAttempt ? processor : super.getProcessor(processor, reference);
        }
    }
}
