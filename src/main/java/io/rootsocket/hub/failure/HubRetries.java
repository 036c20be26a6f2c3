package io.rootsocket.hub.failure;

import io.rootsocket.hub.component.NotStoredException;
import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.component.RootSocketRetryException;
import io.rootsocket.hub.failure.queue.JmsSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What is tried again in a route that does not say what is to be done when it fails; {@link RoutesComeFirst} has one that
 * says it go by its own words.
 *
 * <p>An error that may pass is tried again, up to {@value #MAX_RETRIES} times over about two and a half minutes, with
 * exponential back-off and jitter, or when RootSocket's {@code Retry-After} says. An ambiguous one is sent again too: at
 * least once. An error of configuration or of the message is not tried again. A message that the outbox cannot take waits
 * until it can, however long that is.
 */
final class HubRetries extends RouteConfigurationBuilder {

    private static final int MAX_RETRIES = 10;

    private final KeepFailed keepFailed;
    private final Processor beforeRetry;

    /** @param beforeRetry decides how long to wait, by the header {@code CamelRedeliveryDelay} */
    HubRetries(KeepFailed keepFailed, Processor beforeRetry) {
        this.keepFailed = keepFailed;
        this.beforeRetry = beforeRetry;
    }

    /** Marks a rule of the hub among those of the routes. */
    private record Rule(Predicate when) implements Predicate {

        @Override
        public boolean matches(Exchange exchange) {
            return when.matches(exchange);
        }
    }

    @Override
    public void configuration() {
        RouteConfigurationDefinition rules = routeConfiguration();
        // Who calls is told at once to come back. The rest waits for room or for the broker, and takes in no more.
        add(rules, notStored(Source.CALLER), ErrorHandlers.quiet(), RootSocketRetryException.class);
        add(rules, notStored(Source.CLOCK), untilStored().asyncDelayedRedelivery(), RootSocketRetryException.class);
        add(
                rules,
                notStored(Source.QUEUE, Source.MAILBOX, Source.OTHER),
                untilStored(),
                RootSocketRetryException.class);
        add(rules, notTried(), retried(), RootSocketRetryException.class, RootSocketAmbiguousException.class)
                .onExceptionOccurred(new AfterAttempt(keepFailed, beforeRetry));
        add(rules, notTaken(Source.CLOCK), untilStored().asyncDelayedRedelivery(), Exception.class);
        add(rules, notTaken(Source.QUEUE, Source.OTHER), untilStored(), Exception.class);
    }

    @SafeVarargs
    private static OnExceptionDefinition add(
            RouteConfigurationDefinition rules,
            Predicate rule,
            RedeliveryPolicyDefinition retries,
            Class<? extends Throwable>... failures) {
        OnExceptionDefinition onException = rules.onException(failures);
        onException.onWhen(new Rule(rule)).setRedeliveryPolicyType(retries);
        return onException;
    }

    /** Whether a rule is one of these. */
    static boolean isRule(OnExceptionDefinition onException) {
        return onException.getOnWhen() != null && isRule(onException.getOnWhen().getExpression());
    }

    /** @param when what Camel makes of the condition of a rule */
    static boolean isRule(@Nullable Predicate when) {
        return when instanceof Rule
                || when instanceof ExpressionDefinition expression && expression.getPredicate() instanceof Rule;
    }

    /** What is done after each attempt that failed. */
    record AfterAttempt(KeepFailed keepFailed, Processor beforeRetry) implements Processor {

        @Override
        public void process(Exchange exchange) throws Exception {
            failureOf(exchange).addSuppressed(new Tried(exchange.getExchangeId()));
            keepFailed.noteAttempt(exchange);
            beforeRetry.process(exchange);
        }
    }

    /** What a copy of an exchange has tried in vain is not tried again by the step that waits for the copy. */
    private static Predicate notTried() {
        return exchange -> !Tried.byACopy(failureOf(exchange), exchange.getExchangeId());
    }

    private static Predicate notStored(Source... sources) {
        return exchange -> failureOf(exchange).getCause() instanceof NotStoredException
                && List.of(sources).contains(Source.of(exchange));
    }

    /** A queue that a route sends to takes nothing now. */
    private static Predicate notTaken(Source... sources) {
        return exchange -> !(failureOf(exchange) instanceof RootSocketException)
                && JmsSource.notTaken(failureOf(exchange)).isPresent()
                && List.of(sources).contains(Source.of(exchange));
    }

    /** A rule is only asked where there is a failure. */
    private static Exception failureOf(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    private static RedeliveryPolicyDefinition untilStored() {
        return retried().maximumRedeliveries(-1).maximumRedeliveryDelay(5_000);
    }

    private static RedeliveryPolicyDefinition retried() {
        return ErrorHandlers.quiet()
                .maximumRedeliveries(MAX_RETRIES)
                .redeliveryDelay(500)
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(30_000)
                .useCollisionAvoidance()
                .collisionAvoidanceFactor(0.25)
                // At a stop, what still waits for its next attempt is kept at once instead of holding up the stop.
                .allowRedeliveryWhileStopping(false);
    }

    /** Goes with a failure that an exchange has tried to get over. */
    private static final class Tried extends Exception {

        private static final long serialVersionUID = 1L;

        private final String exchangeId;

        private Tried(String exchangeId) {
            super("tried by " + exchangeId, null, false, false);
            this.exchangeId = exchangeId;
        }

        static boolean byACopy(@Nullable Throwable failure, String exchangeId) {
            return failure != null
                    && (Arrays.stream(failure.getSuppressed())
                                    .anyMatch(by -> by instanceof Tried tried && !tried.exchangeId.equals(exchangeId))
                            || byACopy(failure.getCause(), exchangeId));
        }
    }
}
