package io.rootsocket.hub.schedule;

import org.apache.camel.support.service.ServiceSupport;

/** Has a context do something when it stops, after its routes and before its threads. */
final class ShutdownHook extends ServiceSupport {

    private final Runnable end;

    ShutdownHook(Runnable end) {
        this.end = end;
    }

    @Override
    protected void doStop() {
        end.run();
    }
}
