package io.rootsocket.hub.failure;

import io.rootsocket.hub.webhook.ExchangeEntry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * The steps of a route, after which what could only become a dead letter waits until there is room for it. Who calls does
 * not wait; a clock waits without a thread.
 */
final class RoomForDeadLetters extends DelegateAsyncProcessor implements ShutdownPrepared {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Route route;
    private final KeepFailed keepFailed;
    private volatile boolean closing;

    RoomForDeadLetters(AsyncProcessor steps, Route route, KeepFailed keepFailed) {
        super(steps);
        this.route = route;
        this.keepFailed = keepFailed;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback done) {
        super.process(exchange, sync -> await(exchange, done));
        return false;
    }

    private void await(Exchange exchange, AsyncCallback done) {
        if (!mustWait(exchange)) {
            done.done(false);
        } else if (Source.of(exchange) == Source.CLOCK && !exchange.isTransacted()) {
            later(exchange, done);
        } else {
            sleep(exchange);
            done.done(false);
        }
    }

    private boolean mustWait(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure != null
                && keepFailed.isFull()
                && route.getRouteId().equals(exchange.getFromRouteId())
                && ExchangeEntry.isItself(exchange)
                && Source.of(exchange) != Source.CALLER
                && Source.of(exchange) != Source.ALARMS
                && !Interruption.is(exchange, failure);
    }

    private void later(Exchange exchange, AsyncCallback done) {
        PluginHelper.getErrorHandlerExecutorService(exchange.getContext())
                .schedule(
                        () -> {
                            if (isOver(exchange)) {
                                done.done(false);
                            } else {
                                later(exchange, done);
                            }
                        },
                        LOOK_AGAIN.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void sleep(Exchange exchange) {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
            } while (!isOver(exchange));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver(Exchange exchange) {
        if (closing || HubShutdown.hasBegun(exchange.getContext())) {
            exchange.setException(new StoppedException("The hub stopped before there was room for this dead letter."));
            return true;
        }
        return !keepFailed.isFull();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        closing |= !suspendOnly;
    }
}
