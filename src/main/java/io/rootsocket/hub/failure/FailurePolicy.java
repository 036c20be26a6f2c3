package io.rootsocket.hub.failure;

import io.rootsocket.hub.component.NotStoredException;
import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.component.RootSocketRetryException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;

/**
 * What happens to a message that fails, in every route that does not say otherwise.
 *
 * <p>An error that may pass is tried again, up to {@value #MAX_RETRIES} times over about two and a half minutes, with
 * exponential back-off and jitter, or when RootSocket's {@code Retry-After} says. An ambiguous one is sent again too: at
 * least once. An error of configuration or of the message is not tried again. A message that the outbox cannot take waits
 * until it can, however long that is; so does what could only become a dead letter for which there is no room. What is given up is {@link KeepFailed kept}.
 */
final class FailurePolicy extends RouteConfigurationBuilder {

    private static final int MAX_RETRIES = 10;

    private final KeepFailed keepFailed;
    private final Processor beforeRetry;

    /** @param beforeRetry decides how long to wait, by the header {@code CamelRedeliveryDelay} */
    FailurePolicy(KeepFailed keepFailed, Processor beforeRetry) {
        this.keepFailed = keepFailed;
        this.beforeRetry = beforeRetry;
    }

    @Override
    public void configuration() {
        var failures = routeConfiguration();
        // Who calls is told at once to come back. The rest waits for room or for the broker, and takes in no more.
        keep(failures.onException(RootSocketRetryException.class).onWhen(notStored(Source.CALLER)))
                .setRedeliveryPolicyType(quiet());
        keep(failures.onException(RootSocketRetryException.class).onWhen(notStored(Source.CLOCK)))
                .setRedeliveryPolicyType(untilStored().asyncDelayedRedelivery());
        keep(failures.onException(RootSocketRetryException.class)
                        .onWhen(notStored(Source.QUEUE, Source.MAILBOX, Source.OTHER)))
                .setRedeliveryPolicyType(untilStored());
        keep(failures.onException(RootSocketRetryException.class, RootSocketAmbiguousException.class)
                        .onExceptionOccurred(this::afterAttempt))
                .setRedeliveryPolicyType(retried());
        keep(failures.onException(Exception.class).onWhen(notTaken(Source.CLOCK)))
                .setRedeliveryPolicyType(untilStored().asyncDelayedRedelivery());
        keep(failures.onException(Exception.class).onWhen(notTaken(Source.QUEUE, Source.OTHER)))
                .setRedeliveryPolicyType(untilStored());
        keep(failures.onException(Exception.class)
                        .onWhen(noRoomFor(Source.CLOCK))
                        .retryWhile(this::noRoom))
                .setRedeliveryPolicyType(untilStored().asyncDelayedRedelivery());
        keep(failures.onException(Exception.class)
                        .onWhen(noRoomFor(Source.QUEUE, Source.MAILBOX, Source.OTHER))
                        .retryWhile(this::noRoom))
                .setRedeliveryPolicyType(untilStored());
        keep(failures.onException(Exception.class)).setRedeliveryPolicyType(quiet());
    }

    private Predicate noRoomFor(Source... sources) {
        return exchange -> keepFailed.isFull() && List.of(sources).contains(Source.of(exchange));
    }

    private boolean noRoom(Exchange exchange) {
        return keepFailed.isFull();
    }

    private void afterAttempt(Exchange exchange) throws Exception {
        keepFailed.noteAttempt(exchange);
        beforeRetry.process(exchange);
    }

    private OnExceptionDefinition keep(OnExceptionDefinition onException) {
        onException.handled(false).process(keepFailed);
        return onException;
    }

    private static Predicate notStored(Source... sources) {
        return exchange -> {
            var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            return failure != null
                    && failure.getCause() instanceof NotStoredException
                    && List.of(sources).contains(Source.of(exchange));
        };
    }

    /** A queue that a route sends to takes nothing now. */
    private static Predicate notTaken(Source... sources) {
        return exchange -> {
            var failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            return failure != null
                    && !(failure instanceof RootSocketException)
                    && JmsSource.notTaken(failure).isPresent()
                    && List.of(sources).contains(Source.of(exchange));
        };
    }

    private static RedeliveryPolicyDefinition untilStored() {
        return retried().maximumRedeliveries(-1).maximumRedeliveryDelay(5_000);
    }

    private static RedeliveryPolicyDefinition retried() {
        return quiet().maximumRedeliveries(MAX_RETRIES)
                .redeliveryDelay(500)
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(30_000)
                .useCollisionAvoidance()
                .collisionAvoidanceFactor(0.25)
                // At a stop, what still waits for its next attempt is kept at once instead of holding up the stop.
                .allowRedeliveryWhileStopping(false);
    }

    /** Camel would log each failure, with its stack trace; {@link KeepFailed} logs it once. */
    private static RedeliveryPolicyDefinition quiet() {
        return new RedeliveryPolicyDefinition()
                .maximumRedeliveries(0)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .logRetryStackTrace(false)
                .logExhausted(false)
                .logExhaustedMessageHistory(false)
                .logNewException(false);
    }
}
