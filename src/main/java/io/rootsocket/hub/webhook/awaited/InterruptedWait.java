package io.rootsocket.hub.webhook.awaited;

import io.rootsocket.hub.webhook.WebhookCall;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * A step that does nothing but wait until it may go on, such as a {@code throttle}: it stops waiting when the caller for whom
 * it does is told to come back.
 */
final class InterruptedWait extends DelegateAsyncProcessor {

    InterruptedWait(Processor step) {
        super(step);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback done) {
        Optional<WebhookCall> call = WebhookCall.awaiting(exchange);
        if (call.isEmpty()) {
            return super.process(exchange, done);
        }
        var thread = new InterruptibleThread(Thread.currentThread());
        call.get().whenGivenUp(thread::interrupt);
        boolean sync = super.process(exchange, finished -> {
            thread.over();
            done.done(finished);
        });
        if (!sync) {
            // It waits elsewhere, and this thread goes on to other work.
            thread.over();
        }
        return sync;
    }

    /** A thread that may be interrupted for as long as it waits, and no longer. Safe for threads. */
    private static final class InterruptibleThread {

        private final Thread thread;
        private boolean over;
        private boolean interrupted;

        private InterruptibleThread(Thread thread) {
            this.thread = thread;
        }

        private synchronized void interrupt() {
            if (!over) {
                interrupted = true;
                thread.interrupt();
            }
        }

        private synchronized void over() {
            over = true;
            if (interrupted && Thread.currentThread() == thread) {
                // What comes next is not what was to be interrupted.
                Thread.interrupted();
            }
        }
    }
}
