package io.rootsocket.hub.failure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.processor.errorhandler.DefaultErrorHandler;
import org.apache.camel.processor.errorhandler.ExceptionPolicy;
import org.apache.camel.processor.errorhandler.ExceptionPolicyKey;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.reifier.errorhandler.DefaultErrorHandlerReifier;
import org.apache.camel.reifier.errorhandler.ErrorHandlerReifier;
import org.apache.camel.spi.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * The error handler of all routes that have none of their own: Camel's default, but quiet. For each step of each route Camel
 * makes anew what it goes by at run time: how often it tries again, what it does of which failure, where it logs. Of the
 * {@linkplain HubRetries hub's rules} this is the same for all, and is made once. Safe to share between threads.
 */
final class HubErrorHandler extends DefaultErrorHandlerDefinition {

    static {
        ErrorHandlerReifier.registerReifier(
                HubErrorHandler.class, (route, handler) -> new WithSharedRules(route, (HubErrorHandler) handler));
    }

    private final Map<OnExceptionDefinition, ExceptionPolicy> rules = new ConcurrentHashMap<>();
    /** By the rules of a route that has none but the hub's. */
    private final Map<List<NamedNode>, Map<ExceptionPolicyKey, ExceptionPolicy>> together = new ConcurrentHashMap<>();

    private final AtomicReference<@Nullable RedeliveryPolicy> retries = new AtomicReference<>();

    HubErrorHandler() {
        setRedeliveryPolicy(ErrorHandlers.quiet());
    }

    private RedeliveryPolicy retries(CamelContext camel) {
        return Objects.requireNonNull(retries.updateAndGet(made ->
                made == null ? ErrorHandlerReifier.createRedeliveryPolicy(getRedeliveryPolicy(), camel, null) : made));
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
        public Processor createErrorHandler(Processor step) {
            var handler = new OfStep(camelContext, step, shared.retries(camelContext));
            configure(handler);
            return handler;
        }

        @Override
        public void configure(ErrorHandler handler) {
            List<NamedNode> rules = List.copyOf(route.getErrorHandlers(definition));
            if (!(handler instanceof OfStep ofStep) || !rules.stream().allMatch(WithSharedRules::isOfTheHub)) {
                super.configure(handler);
                return;
            }
            Map<ExceptionPolicyKey, ExceptionPolicy> known = shared.together.get(rules);
            if (known == null) {
                super.configure(handler);
                ofStep.rules().ifPresent(made -> shared.together.putIfAbsent(rules, made));
            } else {
                ofStep.share(known);
            }
        }

        private static boolean isOfTheHub(NamedNode rule) {
            return rule instanceof OnExceptionDefinition onException && HubRetries.isRule(onException);
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

    /** Camel's own clone of an error handler has the same rules as well, so nobody changes them. */
    private static final class OfStep extends DefaultErrorHandler {

        private OfStep(CamelContext camel, Processor step, RedeliveryPolicy retries) {
            super(camel, step, null, null, retries, null, null, null, null);
        }

        private Optional<Map<ExceptionPolicyKey, ExceptionPolicy>> rules() {
            return Optional.ofNullable(exceptionPolicies);
        }

        private void share(Map<ExceptionPolicyKey, ExceptionPolicy> rules) {
            exceptionPolicies = rules;
        }
    }
}
