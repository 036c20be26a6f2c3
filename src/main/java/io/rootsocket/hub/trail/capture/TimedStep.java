package io.rootsocket.hub.trail.capture;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** A step that notes with its exchange that it ran, for how long, and whether it failed. */
final class TimedStep extends DelegateAsyncProcessor {

    private final StepPoint point;

    TimedStep(Processor step, StepPoint point) {
        super(step);
        this.point = point;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        TracedExchange traced = TracedExchange.known(exchange);
        if (traced == null) {
            return super.process(exchange, callback);
        }
        long began = System.nanoTime();
        TracedStep step = traced.begin(point);
        return super.process(exchange, doneSync -> {
            traced.end(step, System.nanoTime() - began, exchange.getException());
            Inspection inspection = traced.inspection();
            if (inspection != null) {
                inspection.after(traced.id(), exchange, point);
            }
            callback.done(doneSync);
        });
    }
}
