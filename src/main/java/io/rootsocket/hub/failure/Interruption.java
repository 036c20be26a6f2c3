package io.rootsocket.hub.failure;

import io.rootsocket.hub.component.RootSocketAmbiguousException;
import io.rootsocket.hub.component.RootSocketRetryException;
import io.rootsocket.hub.schedule.RouteEnds;
import io.rootsocket.hub.schedule.ScheduleName;
import io.rootsocket.hub.webhook.ExchangeEntry;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stop of the hub interrupts has not failed. Its source keeps it: a file stays, a queue and a mailbox have the
 * message still, a schedule fires again with the same key, a caller is told to come back.
 */
public final class Interruption {

    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

    private Interruption() {}

    /**
     * Whether it is the stop that ends an exchange. While work may still finish, that is so for what would be tried again
     * later; after that it is so for everything, as whatever a route uses is being closed.
     */
    static boolean is(Exchange exchange, Exception failure) {
        CamelContext camel = exchange.getContext();
        return failure instanceof StoppedException
                || HubShutdown.hasCutOff(camel)
                || (HubShutdown.hasBegun(camel) && mayPass(failure));
    }

    private static boolean mayPass(Exception failure) {
        return failure instanceof RootSocketRetryException
                || failure instanceof RootSocketAmbiguousException
                || ObjectHelper.getException(RejectedExecutionException.class, failure) != null
                || ObjectHelper.getException(InterruptedException.class, failure) != null;
    }

    /**
     * Has the source of an exchange keep what it brought.
     *
     * @return false if there is nobody to keep it
     */
    static boolean leave(Exchange exchange) {
        return Source.bringsAfterAStop(exchange) && ExchangeEntry.interrupt(exchange);
    }

    /** Whether the first route of an exchange is done only because the hub stops. */
    static boolean ended(Exchange exchange, ExchangeEntry entry) {
        Exception failure = exchange.getException();
        Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        // Once the time is over, what looks like a success may be one of parts that never ran.
        boolean inDoubt = failure == null
                && !AlreadyDeadLettered.isMarked(caught)
                && HubShutdown.hasCutOff(exchange.getContext())
                && Source.bringsAfterAStop(exchange);
        return inDoubt
                || entry.isInterrupted()
                || (failure != null && !AlreadyDeadLettered.isMarked(failure) && is(exchange, failure));
    }

    /** Tells the source to bring it again; what nobody would bring again becomes a dead letter. */
    static void settle(Exchange exchange, KeepFailed keepFailed) {
        var stopped = new StoppedException("The hub has stopped before this was done.");
        if (Source.of(exchange) == Source.CALLER) {
            exchange.setException(null);
            Source.comeBack(exchange, stopped, String.valueOf(stopped.getMessage()));
        } else if (UntouchedFiles.leave(exchange) || Source.bringsAfterAStop(exchange)) {
            exchange.setException(stopped);
            exchange.setRollbackOnly(false);
            LOG.info(
                    "Route {} was stopped before it was done with {}, which is taken up again at the next start",
                    ScheduleName.outermost(exchange.getContext(), String.valueOf(exchange.getFromRouteId())),
                    what(exchange));
        } else if (exchange.getException() != null) {
            keepFailed.process(exchange);
        }
    }

    private static String what(Exchange exchange) {
        String id = Origins.of(exchange).sourceId();
        return id == null ? String.valueOf(exchange.getFromEndpoint()) : id;
    }

    /** The same, as the schedules ask. */
    public static final class OfSchedules implements RouteEnds {

        @Override
        public Optional<String> failureOf(Exchange exchange) {
            return Source.failureOf(exchange);
        }

        @Override
        public boolean isInterrupted(Exchange exchange) {
            Exception failure = exchange.getException();
            return failure != null && is(exchange, failure);
        }
    }
}
