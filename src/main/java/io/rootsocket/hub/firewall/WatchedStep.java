package io.rootsocket.hub.firewall;

import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** A step of a route whose exchange is looked at before and after it. */
final class WatchedStep extends DelegateAsyncProcessor {

    private final Watch watch;

    WatchedStep(Processor step, Watch watch) {
        super(step);
        this.watch = watch;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Consumer<Exchange> end = watch.begin(exchange);
        return super.process(exchange, doneSync -> {
            try {
                end.accept(exchange);
            } catch (RuntimeException e) {
                // Without its guard, what the step has brought goes no further.
                exchange.setException(e);
            } finally {
                callback.done(doneSync);
            }
        });
    }
}
