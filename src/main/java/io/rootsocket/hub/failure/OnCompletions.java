package io.rootsocket.hub.failure;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.processor.OnCompletionProcessor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.SynchronizationVetoable;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;

/** The steps that a route has under {@code onCompletion}. */
final class OnCompletions {

    private OnCompletions() {}

    /**
     * Runs them while the exchange has failed still: Camel does so later, when its source has been told that all is settled.
     */
    static void runAsFailed(Exchange exchange) {
        if (exchange.getUnitOfWork() == null) {
            return;
        }
        var taken = new DefaultExchange(exchange.getContext());
        exchange.getUnitOfWork().handoverSynchronization(taken, OnCompletions::isOne);
        List<Synchronization> completions = taken.getExchangeExtension().handoverCompletions();
        if (completions != null) {
            completions.forEach(completion -> route(completion, exchange));
            UnitOfWorkHelper.doneSynchronizations(exchange, completions);
        }
    }

    private static boolean isOne(Synchronization completion) {
        return completion.getClass().getEnclosingClass() == OnCompletionProcessor.class;
    }

    /** Has it know that its route was passed, which Camel notes at the end of the route. */
    private static void route(Synchronization completion, Exchange exchange) {
        if (completion instanceof SynchronizationVetoable vetoable) {
            vetoable.beforeHandover(exchange);
        }
    }
}
