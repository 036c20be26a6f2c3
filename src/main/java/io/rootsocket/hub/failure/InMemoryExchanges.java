package io.rootsocket.hub.failure;

import io.rootsocket.hub.webhook.ExchangeEntry;
import java.util.concurrent.BlockingQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.file.GenericFileOnCompletion;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.spi.InflightRepository.InflightExchange;
import org.apache.camel.spi.Synchronization;

/**
 * Makes dead letters, at the end of a stop, of what lives in memory only: what waits in {@code seda:} queues, and what was
 * to go on later on a thread that is no more. Its sources have been told that all is well, or cannot bring it again.
 */
public final class InMemoryExchanges {

    private InMemoryExchanges() {}

    /** What is in flight when all threads have been told to end. Camel must have been asked to remember what is in flight. */
    public static void keepInFlight(CamelContext camel, KeepFailed keepFailed) {
        if (!HubShutdown.hasCutOff(camel)) {
            return;
        }
        for (InflightExchange inFlight : camel.getInflightRepository().browse()) {
            Exchange exchange = inFlight.getExchange();
            // The whole of a part is in flight, too.
            if (!FailedExchange.isPart(exchange)
                    && !(Source.bringsAfterAStop(exchange) && ExchangeEntry.interrupt(exchange))) {
                exchange.setException(new StoppedException("The hub stopped before this was done. Replay it."));
                keepFailed.process(exchange);
            }
        }
    }

    public static void keepQueued(CamelContext camel, KeepFailed keepFailed) {
        for (Route route : camel.getRoutes()) {
            if (route.getEndpoint() instanceof SedaEndpoint seda) {
                keep(route, seda.getQueue(), keepFailed);
            }
        }
    }

    private static void keep(Route route, BlockingQueue<Exchange> queue, KeepFailed keepFailed) {
        for (Exchange waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            if (!hasFileStill(waiting)) {
                waiting.getExchangeExtension().setFromEndpoint(route.getEndpoint());
                waiting.getExchangeExtension().setFromRouteId(route.getRouteId());
                waiting.setException(new StoppedException("The hub stopped before this was begun. Replay it."));
                keepFailed.process(waiting);
            }
        }
    }

    /** Its file stays until the queue is done with it, and so is read again. */
    private static boolean hasFileStill(Exchange waiting) {
        var completions = waiting.getExchangeExtension().handoverCompletions();
        return completions != null && completions.stream().anyMatch(InMemoryExchanges::isOfAFile);
    }

    private static boolean isOfAFile(Synchronization completion) {
        return completion instanceof GenericFileOnCompletion;
    }
}
